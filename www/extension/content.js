// On a hub's pages: reads which model is shown, its card and the hub's public data, asks the background worker, and shows
// a small badge; in the README's editor it underlines what was found. It holds no engine and judges nothing.
import { dress } from "../../pkg-config/element/style.js";
import { Underlines } from "../../pkg-config/element/underlines.js";
import { ask } from "./ask.js";
import { modelPage } from "./pages.js";
import { say } from "./settings.js";

const PAUSE = 400;
/** More is no card; the engine would say so, but need not be sent it. */
const LONGEST = 4 << 20;

let page;
let stop = new AbortController();

async function look() {
  const next = modelPage(location.href);
  if (JSON.stringify(next) === JSON.stringify(page)) return;
  const before = page;
  page = next;
  stop.abort();
  stop = new AbortController();
  removeBadge();
  if (!page) {
    if (before) ask({ kind: "left" }).catch(() => {});
    return;
  }
  const { origin, id, revision } = page;
  const [card, about] = await Promise.all([text(`${origin}/${id}/raw/${encodeURIComponent(revision)}/README.md`), data(`${origin}/api/models/${id}`)]);
  if (page !== next) return;
  const send = async (now) => {
    const answer = await ask({ kind: "page", ...page, card: now.slice(0, LONGEST), about });
    if (page === next) showBadge(answer);
    return answer;
  };
  const editor = page.editing ? await findEditor() : undefined;
  if (editor) follow(editor, card, send);
  else await send(card);
}

async function text(url) {
  const response = await fetch(url).catch(() => undefined);
  return response?.ok ? response.text() : "";
}

/** What the hub tells everybody about the model, cut to what is used. */
async function data(url) {
  try {
    const { gated, createdAt, siblings, safetensors } = await (await fetch(url)).json();
    return { gated, createdAt, siblings: siblings?.slice(0, 2000).map(({ rfilename }) => ({ rfilename })), safetensors: safetensors && { total: safetensors.total } };
  } catch {
    return undefined;
  }
}

// --- the badge -------------------------------------------------------------------------------------------------------

let host;

function removeBadge() {
  host?.remove();
  host = undefined;
}

function showBadge({ findings, yours, open, errors, conflict }) {
  removeBadge();
  host = document.createElement("lexcard-badge");
  const root = host.attachShadow({ mode: "open" });
  dress(root, `
    :host { all: initial; display: inline-block; vertical-align: middle; margin-inline-start: .5rem; }
    :host(.alone) { position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000; margin: 0; }
    button { font: 600 12px/1.4 system-ui, sans-serif; padding: 3px 10px; border-radius: 999px; cursor: pointer; color: #14532d; background: #e7f6ec; border: 1px solid #7fb894; }
    .some { color: #5f3b00; background: #fff4dc; border-color: #cda14d; }
    .bad { color: #7d1a13; background: #fdeae8; border-color: #d4857e; }
    button:focus-visible { outline: 2px solid #2148c0; outline-offset: 2px; }
    @media (prefers-color-scheme: dark) {
      button { color: #b7efc8; background: #14301f; border-color: #3f7a55; }
      .some { color: #ffdf9f; background: #3a2a08; border-color: #87692a; }
      .bad { color: #ffc9c4; background: #43150f; border-color: #98443c; }
    }`);
  const button = document.createElement("button");
  button.type = "button";
  button.className = errors > 0 || conflict ? "bad" : findings > 0 ? "some" : "";
  button.textContent = [say("name"), say("inPage", findings, yours, open), ...(conflict ? [say("inPageConflict")] : [])].join(" · ");
  button.title = say("inPageTitle");
  button.addEventListener("click", () => ask({ kind: "open" }));
  root.append(button);
  const title = document.querySelector("main h1, header h1, h1");
  if (title) title.append(host);
  else {
    host.classList.add("alone");
    document.body.append(host);
  }
}

// --- the README's editor ---------------------------------------------------------------------------------------------

/** A textarea, or CodeMirror's content; the page may make it a moment after it has loaded. */
async function findEditor() {
  for (let tries = 0; tries < 20; tries += 1) {
    const area = document.querySelector("form textarea, textarea");
    if (area) return new AreaEditor(area);
    const content = document.querySelector(".cm-content[contenteditable]");
    if (content) return new LinesEditor(content);
    await new Promise((later) => setTimeout(later, 100));
  }
  return undefined;
}

let editor;

function follow(found, card, send) {
  editor = found;
  let timer;
  let run = 0;
  const check = async () => {
    const mine = ++run;
    const now = editor.text() ?? card;
    const { diagnostics } = await send(now);
    if (mine === run) editor.underline(now, diagnostics);
  };
  editor.onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE);
  }, stop.signal);
  stop.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    editor?.remove();
    editor = undefined;
  });
  check();
}

class AreaEditor {
  #area;
  #lines;
  constructor(area) {
    this.#area = area;
    this.#lines = new Underlines(area, (findings) => { area.title = findings.map((each) => `${each.code}: ${each.message}`).join("\n"); });
  }
  text() { return this.#area.value; }
  onChange(heard, signal) { this.#area.addEventListener("input", heard, { signal }); }
  underline(text, findings) { if (text === this.#area.value) this.#lines.draw(text, findings); }
  locate(start, end) {
    this.#area.focus();
    this.#area.setSelectionRange(start, end);
  }
  edit(edits) {
    this.#area.focus();
    for (const { start, end, newText } of [...edits].sort((a, b) => b.start - a.start)) {
      this.#area.setSelectionRange(start, end);
      // The one way that keeps the textarea's own undo.
      if (!document.execCommand("insertText", false, newText)) this.#area.setRangeText(newText, start, end, "end");
    }
    this.#area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  remove() { this.#lines.remove(); }
}

/** An editor of lines. Only what is on the screen is in the document; the gutter tells which lines that is. */
class LinesEditor {
  #content;
  #watch;
  #drawn = [];
  constructor(content) { this.#content = content; }
  #lines() { return [...this.#content.querySelectorAll(".cm-line")]; }
  #first() {
    const numbers = [...(this.#content.closest(".cm-editor")?.querySelectorAll(".cm-lineNumbers .cm-gutterElement") ?? [])];
    const first = numbers.find((each) => each.offsetHeight > 0 && /^\d+$/.test(each.textContent));
    return first ? Number(first.textContent) - 1 : 0;
  }
  /** The whole text, if all of it is there. */
  text() {
    if (this.#content.querySelector(".cm-gap")) return undefined;
    return this.#lines().map((line) => line.textContent).join("\n");
  }
  onChange(heard, signal) {
    this.#watch = new MutationObserver(heard);
    this.#watch.observe(this.#content, { childList: true, characterData: true, subtree: true });
    this.#content.closest(".cm-scroller")?.addEventListener("scroll", () => this.#draw(), { signal, passive: true });
  }
  underline(_, findings) {
    this.#drawn = findings;
    this.#draw();
  }
  #draw() {
    if (!CSS.highlights) return;
    const lines = this.#lines();
    const first = this.#first();
    const bySeverity = { error: [], warning: [], info: [], hint: [] };
    for (const { range, severity } of this.#drawn) {
      for (let number = range.start.line; number <= range.end.line; number += 1) {
        const line = lines[number - first];
        if (!line) continue;
        const from = number === range.start.line ? range.start.character : 0;
        const to = number === range.end.line ? range.end.character : line.textContent.length;
        const place = within(line, from, Math.max(to, from + 1));
        if (place) bySeverity[severity].push(place);
      }
    }
    for (const [severity, ranges] of Object.entries(bySeverity)) CSS.highlights.set(`lexcard-${severity}`, new Highlight(...ranges));
  }
  locate() { this.#content.focus(); }
  edit() {}
  remove() {
    this.#watch?.disconnect();
    for (const severity of ["error", "warning", "info", "hint"]) CSS.highlights?.delete(`lexcard-${severity}`);
  }
}

/** A range of characters of an element, whatever elements it is made of. */
function within(element, from, to) {
  const range = document.createRange();
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = 0;
  let begun = false;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const end = at + node.length;
    if (!begun && from < end) {
      range.setStart(node, from - at);
      begun = true;
    }
    if (begun) range.setEnd(node, Math.min(to - at, node.length));
    if (to <= end) break;
    at = end;
  }
  return begun ? range : undefined;
}

chrome.runtime.onMessage.addListener((message) => {
  if (message?.kind === "edit") editor?.edit(message.edits);
  if (message?.kind === "locate") editor?.locate(message.start, message.end);
});

// Hubs change pages without loading them anew.
if (globalThis.navigation) navigation.addEventListener("navigatesuccess", look);
else setInterval(look, 1000); // browsers without the Navigation API, Firefox 140 among them
addEventListener("popstate", look);
look();
