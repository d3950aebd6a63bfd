// The stranger's project (made by prepare.mjs) and what every runtime is asked there.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

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

/** Code that answers the sample question with `lexcard` in scope, as JSON text. */
export const question = `JSON.stringify({ version: lexcard.version() })`;

/** Fails unless `text` is the right answer to the question. */
export function assertRight(text) {
  assert.deepEqual(JSON.parse(text), { version: manifest.version });
}

/** Paths of all Wasm files under a folder, for "exactly one copy". */
export function wasmFiles(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".wasm"));
}
