// The types hold in a strict project that knows no browser.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { card } from "../../tools/bench/cards.mjs";
import { output, project, tools, write } from "./consumer.mjs";

const usage = `
import { init, initSync, version, LexcardError, type LexcardErrorCode, type WasmSource } from "lexcard";
import * as slim from "lexcard/slim";
import wasm from "lexcard/wasm";
import { startWorker } from "lexcard/worker";

const source: WasmSource = wasm;
export async function start(): Promise<string> {
  await init();
  await slim.init(source);
  initSync(new Uint8Array());
  const text: string = version().engine;
  return text;
}
export async function far(): Promise<string> {
  const worker = startWorker();
  const answer = await worker.validateCard("# A", { profiles: ["hub"] });
  const other = await worker.run("version", []);
  worker.stop();
  return answer.type + other.engine;
}
export const code = (error: unknown): LexcardErrorCode | undefined => (error instanceof LexcardError ? error.code : undefined);
`;
const config = (module, moduleResolution) => JSON.stringify({
  compilerOptions: { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, target: "es2022",
    lib: ["es2022"], types: [], module, moduleResolution },
  include: ["*.ts"],
});
const tsc = (folder) => output(join(tools, ".bin/tsc"), ["-p", "."], folder);

test("tsc --strict, no DOM library, in Node's and in bundlers' resolution", async () => {
  await tsc(write("types-node", { "usage.ts": usage, "tsconfig.json": config("nodenext", "nodenext") }));
  await tsc(write("types-bundler", { "usage.ts": usage, "tsconfig.json": config("esnext", "bundler") }));
});

test("a wrong use does not compile", async () => {
  const wrong = `import { version } from "lexcard"; export const number: number = version();`;
  const folder = write("types-wrong", { "usage.ts": wrong, "tsconfig.json": config("nodenext", "nodenext") });
  const { stdout } = await tsc(folder).then(() => assert.fail("it compiled"), (error) => error);
  assert.match(stdout, /TS2322/);
});

// A literal has to have every required field of its type and no other one, at every depth.
test("real answers are what their types say", async () => {
  const lexcard = await import(join(project, "node_modules/lexcard/entry/node.js"));
  const folder = fileURLToPath(new URL("../releases/", import.meta.url));
  const releases = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  const days = ["2026-11-22", "2028-08-02"];
  const text = `${card(2_000)}\n\nTODO\n`;
  const answers = [
    ...releases.flatMap((release) => days.map((asOf) => ["ClassifyAnswer", lexcard.classifyRelease(release, { asOf })])),
    ["ClassifyAnswer", lexcard.classifyRelease({}, { asOf: days[0] })],
    ["ClassifyAnswer", lexcard.classifyRelease(releases[0], { asOf: days[0], trace: true })],
    ["ClassifyAnswer", lexcard.classifyRelease({ artefact: "model" }, { asOf: days[0] })],
    ...["", "# Title\n", text].map((markdown) => ["CardAnswer", lexcard.validateCard(markdown, { profiles: ["annex-xii"] })]),
    ["CardAnswer", lexcard.validateCard(text, { profiles: ["no such profile"] })],
    ...releases.map((facts) => ["CheckAnswer", lexcard.checkRelease({ card: text, files: ["config.json"], facts }, { asOf: days[0] })]),
    ["LawList", lexcard.listLaws({ asOf: days[0] })],
    ["VersionInfo", lexcard.version()],
    ["BlockAnswer", lexcard.releaseBlock(releases[0])],
  ];
  const used = [...new Set(answers.map(([type]) => type))];
  const lines = answers.map(([type, answer], n) => `export const answer${n}: ${type} = ${JSON.stringify(answer)};`);
  const source = `import type { ${used.join(", ")} } from "lexcard";\n${lines.join("\n")}\n`;
  await tsc(write("types-answers", { "answers.ts": source, "tsconfig.json": config("nodenext", "nodenext") }))
    .catch(({ stdout }) => assert.fail(stdout.slice(0, 4_000)));
});
