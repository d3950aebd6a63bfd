// The page: samples, the day asked about, and ways to take the answer along. The panel does the rest.
import { renderCheck } from "./lexcard/entry/browser.js";
import "./lexcard/dist/element.js";
import "./lexcard/editor.js";
import { pack, unpack } from "./link.js";
import { keep } from "./offline.js";
import { loadSamples } from "./samples.js";

const $ = (id) => document.getElementById(id);
const panel = $("panel");
const card = $("card");
const asOf = $("as-of");
const today = new Date().toISOString().slice(0, 10);
const pickers = [...$("samples").querySelectorAll("button")];
let samples = [];
let current;

function show({ card: text = "", facts = {}, answers = {}, day = today }, sample) {
  current = sample;
  asOf.value = day;
  card.value = text;
  panel.card = text;
  panel.options = { asOf: day };
  panel.facts = facts;
  panel.answers = answers;
  for (const button of pickers) button.setAttribute("aria-pressed", String(button.value === sample?.id));
  const { length } = Object.keys(facts);
  $("sample-facts").textContent = sample ? "with the facts its uploader gave" : length ? "with facts from the link" : "";
}

function choose(sample) {
  history.replaceState(null, "", `#${sample.id}`);
  show(sample, sample);
}

async function fromAddress() {
  const words = decodeURIComponent(location.hash.slice(1));
  const sample = samples.find((each) => each.id === words);
  if (sample) return show(sample, sample);
  const state = words.startsWith("state=") ? await unpack(words.slice(6)) : undefined;
  if (state) return show(state);
  if (words.startsWith("state=")) say("The link is damaged, so this is the first sample.");
  show(samples[0], samples[0]);
}

// The panel asks and finds, the editor holds the text.
card.addEventListener("input", () => { panel.card = card.value; });
panel.addEventListener("lexcard-change", ({ detail }) => {
  if (detail.result.type === "success" && detail.card === card.value) card.show(detail.result.card.diagnostics);
});
panel.addEventListener("lexcard-edit", (event) => {
  event.preventDefault();
  card.replace(event.detail.edits);
});
panel.addEventListener("lexcard-locate", (event) => {
  event.preventDefault();
  card.select(event.detail.start, event.detail.end);
});

asOf.addEventListener("change", () => {
  if (asOf.value) panel.options = { asOf: asOf.value };
});

// --- taking it along ---------------------------------------------------------------------------------------------------

let silence;
function say(words) {
  $("said").textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => { $("said").textContent = ""; }, 6000);
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const rendered = (format) => renderCheck({ card: card.value, files: panel.files, facts: panel.release }, { ...panel.options, format });
const name = () => current?.id ?? "release";

const TAKE = {
  async link() {
    const state = await pack({ card: card.value, facts: panel.facts, answers: panel.answers, day: asOf.value });
    history.replaceState(null, "", `#state=${state}`);
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is in your clipboard.");
    } catch {
      say("The link is in the address bar.");
    }
  },
  markdown: () => save(`${name()}.duties.md`, "text/markdown", rendered("markdown")),
  json: () => save(`${name()}.duties.json`, "application/json", rendered("json")),
  sarif: () => save(`${name()}.sarif`, "application/sarif+json", rendered("sarif")),
  print: () => print(),
};

$("take").addEventListener("click", async (event) => {
  const { take } = event.target.dataset;
  if (!take) return;
  $("take").open = false;
  $("take").querySelector("summary").focus();
  await TAKE[take]();
});
addEventListener("click", (event) => {
  if (!$("take").contains(event.target)) $("take").open = false;
});
$("take").addEventListener("keydown", (event) => {
  if (event.key === "Escape") $("take").open = false;
});

// --- beginning ---------------------------------------------------------------------------------------------------------

samples = await loadSamples(pickers.map((button) => button.value));
pickers.forEach((button, number) => button.addEventListener("click", () => choose(samples[number])));
await fromAddress();
addEventListener("hashchange", fromAddress);
if (panel.result) keep();
else panel.addEventListener("lexcard-change", keep, { once: true });
