// Model cards of a wanted length, written by us and the same on every run: what a careful uploader writes, with
// metadata, prose, tables, code and a citation, and grown by more results and more notes rather than by repetition.

/** A small deterministic generator, so that every run measures the same text. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const LANGUAGES = ["English", "Français", "Español", "Deutsch", "Türkçe", "中文", "日本語", "हिन्दी", "Kiswahili", "Português", "Čeština", "Ελληνικά"];
const TASKS = ["summarisation", "question answering", "dialogue", "translation", "code completion", "classification", "information extraction"];
const SOURCES = ["public-domain books", "licensed news archives", "permissively licensed source code", "encyclopaedia articles", "parliamentary records", "synthetic dialogues", "open textbooks"];
const RISKS = ["repeat stereotypes found in its sources", "state wrong facts with confidence", "lose the thread in long documents", "answer in a language other than the one it was asked in", "treat dialects unevenly", "invent references"];
const CARE = ["have a person read every answer before it is acted on", "measure it on their own data first", "keep it away from decisions about individuals", "log prompts and answers for review", "tell users that they are talking to a machine"];
const BENCHMARKS = ["reading", "arithmetic", "common sense", "long context", "factual recall", "instruction following", "safety refusal", "code synthesis"];

function metadata(pick, results) {
  const lines = [
    "language:", "- en", "- fr", "- de", "license: apache-2.0", "library_name: transformers", "pipeline_tag: text-generation",
    "base_model: example-lab/northwind-8b", "base_model_relation: finetune", "datasets:", "- example-lab/harbour-notes", "- example-lab/open-minutes",
    "tags:", "- text-generation", "- conversational", "- assistant",
  ];
  if (results > 0) lines.push("model-index:", "- name: Northwind Helper", "  results:");
  for (let index = 0; index < results; index += 1) {
    lines.push(
      "  - task:", "      type: text-generation", "    dataset:", `      name: ${BENCHMARKS[pick(BENCHMARKS.length)]} set ${index + 1}`,
      `      type: example-lab/set-${index + 1}`, "    metrics:", "    - type: accuracy", `      value: ${(40 + pick(5900) / 100).toFixed(2)}`,
    );
  }
  return `---\n${lines.join("\n")}\n---\n`;
}

const paragraph = (pick) => {
  const [a, b] = [SOURCES[pick(SOURCES.length)], SOURCES[pick(SOURCES.length)]];
  const forms = [
    () => `The mixture for **${TASKS[pick(TASKS.length)]}** was drawn from ${a} and ${b}, about ${pick(900) + 100} million tokens after removal of near-duplicates; see the [data notes](https://example.org/notes/${pick(999)}) for how each part was filtered.`,
    () => `In ${LANGUAGES[pick(LANGUAGES.length)]} the model may ${RISKS[pick(RISKS.length)]}, and in our trials it did so in ${pick(90) / 10} % of ${pick(4000) + 200} prompts. Whoever builds on it should ${CARE[pick(CARE.length)]}.`,
    () => `We ran step ${pick(90000)} with a learning rate of \`${(pick(90) + 10) / 1e6}\` and *bfloat16* weights; a second run from the same seed ended within 0.0${pick(9) + 1} of the first, which is less than the noise between evaluators.`,
    () => `Reviewers from three countries read ${pick(800) + 200} answers each. They agreed on ${70 + pick(25)} % of them, and where they did not, the reason was mostly that the model would ${RISKS[pick(RISKS.length)]} (example-lab's report, part ${pick(12) + 1}).`,
  ];
  return forms[pick(forms.length)]();
};

const table = (pick, rows) => ["| Benchmark | Shots | This model | Base model |", "|---|---:|---:|---:|",
  ...Array.from({ length: rows }, () => `| ${BENCHMARKS[pick(BENCHMARKS.length)]} (${LANGUAGES[pick(LANGUAGES.length)]}) | ${pick(6)} | ${(40 + pick(5000) / 100).toFixed(1)} | ${(35 + pick(5000) / 100).toFixed(1)} |`)].join("\n");

const list = (pick, items, count) => Array.from({ length: count }, () => `- ${items[pick(items.length)]};`).join("\n");

const CODE = `\`\`\`python
from transformers import AutoModelForCausalLM, AutoTokenizer

name = "example-lab/northwind-helper"
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForCausalLM.from_pretrained(name, device_map="auto")
prompt = tokenizer("Write a note to the harbour master.", return_tensors="pt")
print(tokenizer.decode(model.generate(**prompt, max_new_tokens=64)[0]))
\`\`\``;

const CITATION = `\`\`\`bibtex
@misc{northwind-helper,
  title  = {Northwind Helper: notes on a small assistant},
  author = {Example Lab},
  year   = {2026},
}
\`\`\``;

/** A card of about `bytes` bytes. */
export function card(bytes) {
  const pick = dice(bytes);
  const size = (text) => Buffer.byteLength(text);
  const opening = [
    metadata(pick, Math.floor(bytes / 12_000)),
    "# Northwind Helper\n", "A small assistant for everyday writing, tuned from Northwind 8B for harbour offices and other public counters.\n",
    "## Intended use\n", `${list(pick, TASKS, 3)}\n`, "## Training data\n", `${paragraph(pick)}\n`,
    "## How to use\n", `${CODE}\n`, "## Evaluation\n", `${table(pick, 3)}\n`,
  ];
  const closing = ["## Limitations\n", `${paragraph(pick)}\n`, "## Licence\n", "Apache-2.0, for the weights and for the code.\n", "## Citation\n", CITATION, ""];
  const middle = [];
  let length = size(opening.join("\n")) + size(closing.join("\n"));
  for (let part = 1; length < bytes; part += 1) {
    const grown = part % 6 === 0
      ? [`### Results, part ${part / 6}\n`, `${table(pick, 6 + pick(6))}\n`]
      : part % 6 === 3
        ? [`### Advice for ${TASKS[pick(TASKS.length)]}\n`, `${list(pick, CARE, 4)}\n`]
        : [`${paragraph(pick)}\n`];
    middle.push(...grown);
    length += size(grown.join("\n")) + 1;
  }
  return [...opening, ...middle, ...closing].join("\n");
}
