// What `renderCard` and its kin write, held against the schemas of others: SARIF 2.1.0 as published, and the Hub's shape.
import { test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv-draft-04";
import Ajv7 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { output, project, tools, write } from "./consumer.mjs";

const CARD = "---\r\nlicense: Apache 2.0\r\nlanguage: [en, \"zh-CN\"]\r\ndatasets:\r\n- 😀 My | Data\r\n-\r\ntags: text\r\n---\r\n# Model 😀\r\n\r\n## Limitations\r\n\r\n[More Information Needed]\r\n";

const node = async (name, body) =>
  JSON.parse(await output(process.execPath, ["main.mjs"], write(name, { "main.mjs": `import * as lexcard from "lexcard";\nconst card = ${JSON.stringify(CARD)};\nconsole.log(JSON.stringify(${body}));` })));

// A few patterns of the schema are no regular expressions in Unicode mode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(JSON.parse(readFileSync(join(tools, "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8")));

test("SARIF fits the official schema", async () => {
  const texts = await node("reports-sarif", `[
    lexcard.renderCard(card, { format: "sarif", file: "models/a b/README.md" }),
    lexcard.renderCheck({ card, facts: { artifact: "model" } }, { format: "sarif" }),
    lexcard.renderCheck({ card, facts: { modle: 1 } }, { format: "sarif" }),
    lexcard.renderCard("", { format: "sarif" })]`);
  for (const text of texts) {
    const log = JSON.parse(text);
    assert(isSarif(log), JSON.stringify(isSarif.errors, null, 1));
  }
  const [run] = JSON.parse(texts[0]).runs;
  assert(run.results.length >= 6 && run.results.some(({ fixes }) => fixes), "findings and fixes");
  assert.equal(JSON.parse(texts[2]).runs[0].invocations[0].executionSuccessful, false);
  assert(!isSarif({ version: "2.1.0", runs: [{ tool: {} }] }), "the schema tells right from wrong");
});

test("CycloneDX fits its schema", async () => {
  const schema = (name) => JSON.parse(readFileSync(join(tools, "@cyclonedx/cyclonedx-library/res/schema", `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv7({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  for (const name of ["iri-reference", "idn-email"]) ajv.addFormat(name, true);
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const isBill = ajv.compile(schema("bom-1.6"));
  const card = "---\nlicense: llama3.1\nbase_model: meta-llama/Llama-3.1-8B\npipeline_tag: text-generation\ndatasets: [acme/data]\n---\n# Tuned\n\n## Intended use\n\nIt is intended for drafting letters in English.\n\n## Limitations\n\nIt makes mistakes with numbers and dates.\n";
  const texts = await node("reports-cyclonedx", `[${JSON.stringify(card)}, card, "---\\nlicense: apache-2.0\\n---\\n# M\\n", ""].map((text) => lexcard.renderCard(text, { format: "cyclonedx" }))`);
  for (const text of texts) assert(isBill(JSON.parse(text)), JSON.stringify(isBill.errors, null, 1));
  const { component } = JSON.parse(texts[0]).metadata;
  assert.equal(component.name, "Tuned");
  assert.equal(component.modelCard.modelParameters.task, "text-generation");
  assert.match(component.modelCard.considerations.technicalLimitations[0], /mistakes with numbers/);
  assert.deepEqual(JSON.parse(texts[2]).metadata.component.licenses, [{ license: { id: "Apache-2.0" } }]);
  assert(!isBill({ bomFormat: "CycloneDX", specVersion: "1.6", metadata: { component: { type: "model" } } }), "the schema tells right from wrong");
});

test("the Hub's form", async () => {
  const answer = JSON.parse(await node("reports-hub", `lexcard.renderCard(card, { format: "hub" })`));
  assert.deepEqual(Object.keys(answer), ["errors", "warnings"]);
  for (const entry of [...answer.errors, ...answer.warnings]) assert.deepEqual(Object.keys(entry), ["message"]);
  assert(answer.errors.some(({ message }) => message === '"language[1]" must only contain lowercase characters'));
});

test("forms for people, and wrong options", async () => {
  const [card, duties, wrong] = await node("reports-people", `[
    lexcard.renderCard(card, { format: "markdown" }),
    lexcard.renderClassification({ artifact: "model" }, { format: "markdown", asOf: "2027-02-01" }),
    (() => { try { lexcard.renderCard(card, { format: "xml" }); } catch (error) { return error.message; } })()]`);
  assert.match(card, /^# Model card `README\.md`/);
  assert.match(duties, /^# Duties of this release \(model\) on 2027-02-01/);
  assert.match(wrong, /unknown variant `xml`/);
});

test("the schemas shipped tell right from wrong", async () => {
  const at = (name) => JSON.parse(readFileSync(join(project, "node_modules/lexcard/schema", name), "utf8"));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(at("release.json"));
  const [block, config] = [ajv.compile(at("ai-release.json")), ajv.compile(at("config.json"))];
  const release = { artifact: "model", model: { outputs: ["text"] }, training: { updateFlop: { estimate: 7e22, margin: 0.3 } }, release: { placedOn: "2026-09-15" } };
  assert(block({ license: "mit", ai_release: release }), JSON.stringify(block.errors));
  assert(config({ profiles: [], ignore: ["CARD2"], failOn: "never", facts: release }), JSON.stringify(config.errors));
  for (const wrong of [{ model: { ouputs: ["text"] } }, { model: { outputs: ["txet"] } }, { artifact: "modle" }]) {
    assert(!block({ ai_release: wrong }), JSON.stringify(wrong));
  }
  assert(!config({ ignor: [] }));
});
