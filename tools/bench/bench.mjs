// The benchmark: ratios to what one would use instead, first answers, and sizes. Writes the table it prints.
// usage: node bench.mjs OUTPUT.md   (run by `cargo xtask bench`; CHROME names a browser for the first answer of a page)
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LogicEngine } from "json-logic-engine";
import * as lexcard from "../../pkg-config/entry/node.js";
import { sizes } from "../../pkg-config/size.mjs";
import { card } from "./cards.mjs";
import { firstAnswers } from "./first-answer.mjs";
import { compare } from "./measure.mjs";
import { check as exact } from "./peers/exact.mjs";
import { check as quick } from "./peers/quick.mjs";
import { release } from "./release.mjs";
import { facts, rules } from "./rules.mjs";

const options = { asOf: "2026-11-22" };
const lines = [];
const say = (line = "") => {
  console.log(line);
  lines.push(line);
};
const times = (ratio) => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0));
const row = (...cells) => say(`| ${cells.join(" | ")} |`);

function table(title, columns, subjects) {
  say(`\n## ${title}\n`);
  row("", ...columns);
  row("---", ...columns.map(() => "---:"));
  for (const { name, cells } of subjects) row(name, ...cells);
}

/** One row per subject, one column per input: "ratio (time)". */
function collect(columns, measured) {
  return measured[0].map(({ name }, index) => ({
    name,
    cells: columns.map((_, column) => {
      const { ratio, microseconds } = measured[column][index];
      return index === 0 ? `1 (${microseconds.toFixed(0)} µs)` : `${times(ratio)} ×`;
    }),
  }));
}

say("# Benchmark");
say("\nTime of each peer as a multiple of Lexcard's in the same round of the same process; larger is slower than Lexcard.");
say("Times in brackets are of this machine at that moment and say nothing elsewhere.");

const cards = [2_000, 12_000, 100_000].map(card);
for (const markdown of cards) {
  assert.equal(lexcard.validateCard(markdown, options).type, "success");
  assert(quick(markdown).ok && exact(markdown).ok);
}
const columns = cards.map((markdown) => `${(Buffer.byteLength(markdown) / 1000).toFixed(0)} kB`);
table("Checking a card", columns, collect(columns, cards.map((markdown) => compare({
  "Lexcard, all rules, findings as objects": () => lexcard.validateCard(markdown, options),
  "Lexcard, findings as JSON text": () => lexcard.validateCardJson(markdown, JSON.stringify(options)),
  "gray-matter + ajv + markdown-it: no places in the text, no rule": () => quick(markdown),
  "yaml + ajv + remark with frontmatter and gfm: places, no rule": () => exact(markdown),
}))));

assert.equal(lexcard.classifyRelease(release, options).type, "success");
const releaseText = JSON.stringify(release);
const duties = lexcard.classifyRelease(release, options).duties.length;
const set = rules(duties);
const data = facts();
const engine = new LogicEngine();
const built = set.map((rule) => engine.build(rule));
assert.deepEqual(built.map((run) => run(data)), set.map((rule) => engine.run(rule, data)));
table(`Classifying a release: ${duties} duties against ${duties} synthetic rules`, ["one release"], collect(["one release"], [compare({
  "Lexcard, answer as an object": () => lexcard.classifyRelease(release, options),
  "Lexcard, answer as JSON text": () => lexcard.classifyReleaseJson(releaseText, JSON.stringify(options)),
  "json-logic-engine, interpreted: true or false only": () => set.map((rule) => engine.run(rule, data)),
  "json-logic-engine, compiled with `new Function`": () => built.map((run) => run(data)),
})]));
say("\njson-logic answers true or false on given facts; Lexcard also reads the release, keeps unknowns apart, and returns");
say("citations, dates, missing facts and questions. The rules are made up, of the shape of duties.");

const cold = await firstAnswers(cards[1]);
table("First answer on a 12 kB card, milliseconds from the start of the import", ["median", "ratio"], cold.map(({ name, milliseconds, ratio }, index) => (
  { name, cells: [milliseconds.toFixed(0), index === 0 ? "1" : `${times(ratio)} ×`] })));

const packed = sizes();
table("Size in bytes", ["raw", "gzip -9", "brotli 11"], [
  { name: "Wasm", cells: Object.values(packed.wasm) },
  { name: "Wasm and the script of a browser page", cells: Object.values(packed.page) },
]);

const output = process.argv[2];
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `${lines.join("\n")}\n`);
