// The benchmark: ratios to what one would use instead, first answers, and sizes. Writes the table it prints.
// usage: node bench.mjs OUTPUT.md TWO_LAWS.pack TWO_LAWS.wasm   (run by `cargo xtask bench`; CHROME names a browser for the first answer of a page)
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

const releases = { "a described release": release, "nothing known": {} };
/** Classifying under the laws in use, against as many synthetic rules as there are duties. */
function classifying(laws) {
  const duties = lexcard.classifyRelease(release, options).duties.length;
  const set = rules(duties);
  const data = facts();
  const engine = new LogicEngine();
  const built = set.map((rule) => engine.build(rule));
  assert.deepEqual(built.map((run) => run(data)), set.map((rule) => engine.run(rule, data)));
  const text = JSON.stringify(options);
  const columns = Object.keys(releases);
  const answers = Object.values(releases).map((facts) => lexcard.classifyReleaseJson(JSON.stringify(facts), text));
  const sizes = answers.map((answer) => `${(Buffer.byteLength(answer) / 1000).toFixed(0)} kB`);
  table(`Classifying under ${laws}: ${duties} duties against ${duties} synthetic rules`, columns, collect(columns, Object.values(releases).map((release, column) => {
    const releaseText = JSON.stringify(release);
    return compare({
      "Lexcard, answer as JSON text": () => lexcard.classifyReleaseJson(releaseText, text),
      "Lexcard, answer as an object": () => lexcard.classifyRelease(release, options),
      "of which JSON.parse of that text": () => JSON.parse(answers[column]),
      "json-logic-engine, interpreted: true or false only": () => set.map((rule) => engine.run(rule, data)),
      "json-logic-engine, compiled with `new Function`": () => built.map((run) => run(data)),
    });
  })));
  say(`\nThe answers are ${sizes.join(" and ")} of JSON.`);
}
classifying("all laws");
lexcard.loadLawPack(readFileSync(process.argv[3]));
classifying("two laws (general-purpose models in the EU, HB 2225 in Washington)");
say("\njson-logic answers true or false on given facts. Lexcard also reads the release, keeps unknowns apart, and returns");
say("citations, dates, missing facts, ranked questions and near misses: most of its time goes into that answer, not into the");
say("conditions. The synthetic rules are made up, of the shape of duties. The bar of issue 2 is 100 µs under two laws.");

const cold = await firstAnswers(cards[1]);
table("First answer on a 12 kB card, milliseconds from the start of the import", ["median", "ratio"], cold.map(({ name, milliseconds, ratio }, index) => (
  { name, cells: [milliseconds.toFixed(0), index === 0 ? "1" : `${times(ratio)} ×`] })));

const packed = sizes(process.argv[4]);
table("Size in bytes", ["raw", "gzip -9", "brotli 11"], [
  { name: "Wasm", cells: Object.values(packed.wasm) },
  { name: "Wasm and the script of a browser page", cells: Object.values(packed.page) },
  { name: "Wasm with two laws, answers as data only (aim of issue 2: 140,000 as Brotli)", cells: Object.values(packed.twoLaws) },
]);

const output = process.argv[2];
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `${lines.join("\n")}\n`);
