// The command line of the package, and the GitHub action that runs it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { project, write } from "./consumer.mjs";

const CLEAN = "---\nlicense: mit\n---\n# Model\n\nA model that does something useful for people.\n";
const FAULTY = "---\nlicense: MIT License\n---\n# Model\n\nA model.\n";
const bin = join(project, "node_modules/.bin/lexcard");

function lexcard(cwd, ...words) {
  const { status, stdout, stderr } = spawnSync(bin, words, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

test("check: files, folders, formats, exit status", () => {
  const at = write("cli-check", { "README.md": CLEAN, "sub/model_card.md": FAULTY, "sub/notes.md": FAULTY });
  assert.equal(lexcard(at, "check", "README.md").status, 0);
  const all = lexcard(at, "check", ".", "--format", "json");
  assert.deepEqual(JSON.parse(all.stdout).map(({ file, type }) => [file, type]), [["README.md", "success"], ["sub/model_card.md", "success"]]);
  assert.equal(all.status, 1);
  assert.equal(lexcard(at, "check", ".", "--fail-on", "never").status, 0);
  const sarif = JSON.parse(lexcard(at, "check", "sub", "sub", ".", "--format", "sarif").stdout);
  assert.equal(sarif.runs.length, 1);
  const [{ results, tool }] = sarif.runs;
  assert(results.length >= 3 && results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex].id === ruleId));
  assert.match(lexcard(at, "check", "sub/model_card.md", "--format", "github").stdout, /^::error file=sub\/model_card\.md,line=2,/);
  assert.match(lexcard(at, "check", "sub/model_card.md", "--format", "hub").stdout, /must be one of/);
  for (const wrong of [["check"], ["chek"], ["check", "gone.md"], ["check", "README.md", "--format", "xml"], ["check", ".", "--nonsense"]]) {
    assert.equal(lexcard(at, ...wrong).status, 2, wrong.join(" "));
  }
  assert.equal(lexcard(at, "check", ".", "--fix").status, 1);
  assert.equal(lexcard(at, "check", ".").status, 0);
});

test("configuration, classify, block", () => {
  const release = { artifact: "model", market: { places: ["worldwide"] }, licence: { id: "apache-2.0" } };
  const at = write("cli-config", { "README.md": FAULTY, "release.json": JSON.stringify(release), ".lexcard.json": '{\n  "ignor": []\n}' });
  assert.match(lexcard(at, "check", "README.md").stderr, /\.lexcard\.json:2:3: unknown field `ignor`/);
  write("cli-config", { ".lexcard.json": JSON.stringify({ failOn: "never", ignore: ["CARD2"], facts: release }) });
  const { status, stdout } = lexcard(at, "check", "README.md", "--as-of", "2027-02-01");
  assert.equal(status, 0);
  assert.match(stdout, /^Duties of this release \(model\) on 2027-02-01/);
  assert.match(lexcard(at, "classify", "release.json", "--format", "markdown").stdout, /^# Duties of this release/);
  assert.match(lexcard(at, "block", "release.json").stdout, /^ai_release:\n {2}artifact: model\n/);
  assert.equal(lexcard(at, "classify", "release.json", "--format", "sarif").status, 2);
  assert.match(lexcard(at, "--version").stdout, /^lexcard \d+\.\d+\.\d+\nlaws /);
});

test("the action hands its inputs over unread by the shell", () => {
  const action = readFileSync(fileURLToPath(new URL("../../pkg-config/action/action.yml", import.meta.url)), "utf8");
  const script = action.split("run: |\n")[1].replaceAll(/^ {8}/gm, "");
  const at = write("cli-action", { "a b/README.md": FAULTY, "tools/npx": `#!/bin/sh\nshift 2\nexec '${bin}' "$@"\n` });
  chmodSync(join(at, "tools/npx"), 0o755);
  const inputs = { LEXCARD_PATHS: "a b\n", LEXCARD_FORMAT: "github", LEXCARD_PROFILES: "", LEXCARD_VERSION: "0.1.0", LEXCARD_OUTPUT: "", LEXCARD_RELEASE: "", LEXCARD_AS_OF: "2027-02-01", LEXCARD_FAIL_ON: "warning" };
  for (const name of Object.keys(inputs)) assert(action.includes(`${name}: \${{ inputs.`), name);
  const env = { ...process.env, ...inputs, PATH: join(at, "tools") + delimiter + process.env.PATH };
  const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: at, env, encoding: "utf8" });
  assert.equal(status, 1);
  assert.match(stdout, /^::error file=a b\/README\.md,line=2,/);
});
