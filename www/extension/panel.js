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

// In a tab of its own the address names the page's tab; beside a page it is the one in front.
const named = Number(new URLSearchParams(location.search).get("tab"));
const pagesTab = async () => named || (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id;
const tellPage = async (message) => {
  const tab = await pagesTab();
  if (tab === undefined) return;
  await chrome.tabs.sendMessage(tab, message);
  if (named) await chrome.tabs.update(tab, { active: true });
};

async function show() {
  const next = await ask({ kind: "shown", tabId: await pagesTab() });
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
panel.addEventListener("lexcard-edit", (event) => {
  event.preventDefault();
  if (shown?.editing) tellPage({ kind: "edit", edits: event.detail.edits });
});
panel.addEventListener("lexcard-locate", (event) => {
  event.preventDefault();
  tellPage({ kind: "locate", ...event.detail });
});

chrome.tabs.onActivated.addListener(show);
chrome.tabs.onUpdated.addListener(show);
chrome.storage.session.onChanged.addListener(show);
show();
