// The JSON Schemas that the package ships, held against real answers.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import Ajv from "ajv/dist/2020.js";
import { project } from "./consumer.mjs";

const { resolve } = createRequire(join(project, "main.js"));
const lexcard = await import(pathToFileURL(join(project, "node_modules/lexcard/entry/node.js")));
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const schema = (name) => new Ajv({ strict: false, allErrors: true }).compile(read(resolve(`lexcard/schema/${name}.json`)));
const fits = (validate, value, what) => assert(validate(value), `${what}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const releases = readdirSync(here("../releases")).map((name) => [name, read(join(here("../releases"), name))]);
const corpus = here("../../../shared/corpus/all");
const cards = existsSync(corpus) ? readdirSync(corpus).filter((_, n) => n % 12 === 0).map((name) => [name, readFileSync(join(corpus, name), "utf8")]) : [];
if (cards.length === 0) console.log("SKIPPED: no corpus beside the repository; only our own card is checked");
cards.push(["own", "---\nliscence: mit\nbase_model: meta-llama/Llama-3.1-8B\n---\n# A model\n\n## Limitations\n\nTODO\n"]);

test("classifications", () => {
  const validate = schema("answers/classification");
  for (const [name, release] of releases) {
    for (const options of [{ asOf: "2026-11-22" }, { asOf: "2028-08-02", trace: true }, { asOf: "2027-01-01", jurisdictions: ["US"] }]) fits(validate, lexcard.classifyRelease(release, options), name);
  }
  fits(validate, lexcard.classifyRelease({}), "nothing known");
  fits(validate, lexcard.classifyRelease({ artifact: "no such" }), "a failure");
  assert(!validate({ ...lexcard.classifyRelease({}), duties: "many" }));
  assert(!validate({ type: "success" }));
});

test("card reports and checks", () => {
  const [card, check] = ["answers/card", "answers/check"].map(schema);
  for (const [name, text] of cards) {
    fits(card, lexcard.validateCard(text), name);
    fits(check, lexcard.checkRelease({ card: text, files: ["LICENSE"], facts: releases[0][1] }, { asOf: "2026-12-02", profiles: ["annex-xii"] }), name);
  }
  fits(card, lexcard.validateCard("", { profiles: ["no such"] }), "a failure");
  assert(!card({ type: "success", isCard: "yes" }));
});

test("the list of laws", () => {
  const validate = schema("answers/laws");
  fits(validate, lexcard.listLaws(), "all laws");
  assert(!validate({ instruments: 1 }));
});

test("releases", () => {
  const validate = schema("release");
  for (const [name, release] of releases) fits(validate, release, name);
  assert(!validate({ model: { parameters: "many" } }));
});
