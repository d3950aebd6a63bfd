// The native program and the Wasm give the same bytes: on every card of the shared corpus, on our own cards and
// releases, and on awkward texts.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { card } from "../../tools/bench/cards.mjs";
import { natively, project } from "./consumer.mjs";

const lexcard = await import(join(project, "node_modules/lexcard/entry/node.js"));
const root = fileURLToPath(new URL("../../", import.meta.url));
const options = JSON.stringify({ asOf: "2026-11-22" });

const inWasm = (request) => request.card === undefined
  ? lexcard.classifyReleaseJson(JSON.stringify(request.release), options)
  : lexcard.validateCardJson(request.card, options);

function assertSame(named) {
  const answers = natively(named.map(({ request }) => request));
  for (const [index, { name, request }] of named.entries()) assert.equal(inWasm(request), answers[index], name);
}

const files = (folder, ending) => (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
  .filter((name) => name.endsWith(ending))
  .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

const cards = (found) => found.map(({ name, text }) => ({ name, request: { card: text } }));

test("every card of the shared corpus", (t) => {
  const corpus = cards(files(join(root, "../shared/corpus/all"), ".md"));
  if (corpus.length === 0) return t.skip("../shared/corpus is not here: its cards were NOT compared");
  assertSame(corpus);
  t.diagnostic(`${corpus.length} cards`);
});

test("our own cards and releases", () => {
  const samples = join(root, "www/demo/samples");
  const own = [...files(join(root, "tests"), ".md").filter(({ name }) => !name.includes("node_modules")), ...files(samples, ".md")];
  const made = [2_000, 12_000, 100_000].map((bytes) => ({ name: `made of ${bytes} bytes`, request: { card: card(bytes) } }));
  const releases = files(samples, ".json").map(({ name, text }) => ({ name, request: { release: JSON.parse(text) } }));
  assertSame([...cards(own), ...made, ...releases]);
});

test("awkward texts", () => {
  const texts = [
    "", " ", "\n", "---", "---\n---", "---\n---\n", "---\nlicense: mit", "\uFEFF---\nlicense: mit\n---\n# Ü\n", "---\r\nlicense: mit\r\nlanguage: [en, 中文]\r\n---\r\n# 🤗\r\n",
    "---\nlicense: &a mit\nother: *a\n---\n", "---\n\tlicense: mit\n---\n", "---\nlicense: mit\nlicense: apache-2.0\n---\n", "---\n- a\n- b\n---\n",
    "---\nlicense: \"\\uD83E\\uDD17\"\n---\n", "# é\u0301 \u202E\u0000 \u2028\n", `${"[".repeat(5_000)}`, `---\na: ${"[".repeat(500)}\n---\n`, `${"> ".repeat(2_000)}x`, "|a|\n|-|\n".repeat(500),
    "no: metadata\n\n```yaml\n---\nlicense: mit\n---\n```\n", "𝕬".repeat(3_000),
  ];
  assertSame(texts.map((text, index) => ({ name: `awkward text ${index}`, request: { card: text } })));
});
