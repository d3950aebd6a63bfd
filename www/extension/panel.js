// The side panel: what the background worker kept of the tab in front, shown by the package's own panel.
import { define } from "../../pkg-config/element/lexcard-panel.js";
import { ask } from "./ask.js";
import * as engine from "./remote.js";
import { say } from "./settings.js";

define();
const panel = document.querySelector("lexcard-panel");
const [title, empty, partial, options] = ["title", "empty", "partial", "options"].map((id) => document.getElementById(id));
options.textContent = say("options");
empty.textContent = say("emptyPanel");
partial.textContent = say("partial");
panel.engine = engine;

let shown;

const activeTab = async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0];

async function show() {
  // A page of its own for tests and for browsers without side panels names its tab.
  const named = Number(new URLSearchParams(location.search).get("tab"));
  const tabId = named || (await activeTab())?.id;
  const next = await ask({ kind: "shown", tabId });
  if (JSON.stringify(next) === JSON.stringify(shown)) return;
  const other = next?.id !== shown?.id;
  shown = next;
  empty.hidden = Boolean(next);
  panel.hidden = !next;
  partial.hidden = !next?.partial;
  title.textContent = next?.id ?? "Lexcard";
  if (!next) return;
  if (other) panel.answers = await ask({ kind: "answers", id: next.id });
  panel.options = next.options;
  panel.files = next.files;
  panel.facts = next.facts;
  panel.card = next.card;
}

panel.addEventListener("lexcard-change", ({ detail }) => {
  if (shown) ask({ kind: "answered", id: shown.id, answers: detail.answers });
});
// The card belongs to the page: a fix is made there, in its editor, or not at all.
panel.addEventListener("lexcard-edit", async (event) => {
  event.preventDefault();
  const tab = await activeTab();
  if (shown?.editing && tab) chrome.tabs.sendMessage(tab.id, { kind: "edit", edits: event.detail.edits });
});
panel.addEventListener("lexcard-locate", async (event) => {
  event.preventDefault();
  const tab = await activeTab();
  if (tab) chrome.tabs.sendMessage(tab.id, { kind: "locate", ...event.detail });
});

chrome.tabs.onActivated.addListener(show);
chrome.tabs.onUpdated.addListener(show);
chrome.storage.session.onChanged.addListener(show);
show();
