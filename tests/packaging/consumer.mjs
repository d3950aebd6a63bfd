// The stranger's project (made by prepare.mjs) and what every runtime is asked there.
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { card } from "../../tools/bench/cards.mjs";
import { release } from "../../tools/bench/release.mjs";

export const project = process.env.LEXCARD_CONSUMER;
assert(project, "run by `cargo xtask test`, which sets LEXCARD_CONSUMER to a project with the package installed");

export const tools = fileURLToPath(new URL("../node_modules/", import.meta.url));
export const manifest = JSON.parse(readFileSync(join(project, "node_modules/lexcard/package.json"), "utf8"));
const run = promisify(execFile);

/** Writes the files of one case into a folder of its own inside the project and returns that folder. */
export function write(name, files) {
  const folder = join(project, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Runs a program in a folder of the project and returns what it printed. */
export async function output(program, words, cwd) {
  const { stdout } = await run(program, words, { cwd, timeout: 120_000, env: { ...process.env, NO_COLOR: "1" } });
  return stdout.trim();
}

const OPTIONS = JSON.stringify({ asOf: "2026-11-22" });
const CARD = card(2_000);

/** Code that answers the sample questions with `lexcard` in scope, as JSON text. */
export const question = `JSON.stringify({
  version: lexcard.version().engine,
  card: lexcard.validateCardJson(${JSON.stringify(CARD)}, ${JSON.stringify(OPTIONS)}),
  release: lexcard.classifyReleaseJson(${JSON.stringify(JSON.stringify(release))}, ${JSON.stringify(OPTIONS)}),
})`;

/** One answer per request, from the native program. */
export function natively(requests, asOf = "2026-11-22") {
  assert(process.env.LEXCARD_CLI, "run by `cargo xtask test`, which sets LEXCARD_CLI to the native program");
  const input = requests.map((request) => JSON.stringify(request)).join("\n");
  const { status, stdout, stderr } = spawnSync(process.env.LEXCARD_CLI, ["batch", "--as-of", asOf], { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  assert(status === 0 || status === 1, `lexcard batch ended with ${status}: ${stderr}`);
  const answers = stdout.split("\n").slice(0, -1);
  assert.equal(answers.length, requests.length, "one line per request");
  return answers;
}

let expected;

function rightAnswer() {
  const [card, classification] = natively([{ card: CARD }, { release }]);
  assert.equal(JSON.parse(card).type, "success");
  assert(JSON.parse(classification).duties.some(({ status }) => status === "applies"), "the sample release has duties");
  return { version: manifest.version, card, release: classification };
}

/** Fails unless `text` is the right answer: what the native program says, byte for byte. */
export function assertRight(text) {
  expected ??= rightAnswer();
  assert.deepEqual(JSON.parse(text), expected);
}

/** Paths of all Wasm files under a folder, for "exactly one copy". */
export function wasmFiles(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".wasm"));
}
