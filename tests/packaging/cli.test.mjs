// The command line of the package beside the native one, and the GitHub action that runs it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, readdirSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { project, write } from "./consumer.mjs";

const CLEAN = "---\nlicense: mit\n---\n# Model\n\nA model that does something useful for people.\n";
const FAULTY = "---\nlicense: MIT License\n---\n# Model\n\nA model.\n";
const bin = join(project, "node_modules/.bin/lexcard");

function lexcard(cwd, ...words) {
  const { status, stdout, stderr } = spawnSync(bin, words, { cwd, encoding: "utf8" });
  return { status, stdout, stderr };
}

const RELEASE = JSON.stringify({ artifact: "model", market: { places: ["worldwide"] }, licence: { id: "apache-2.0" } });
const MOF = `framework:
  name: Model Openness Framework
  version: '1.0'
release:
  name: example
  license:
    distribution:
      name: Apache-2.0
  components:
  - name: Model parameters (Final)
    license: Apache-2.0
  - name: Model architecture
    license: MIT
`;
const FILES = {
  "README.md": CLEAN,
  "faulty.md": FAULTY,
  "sub/model_card.md": FAULTY,
  "sub/LICENSE": "MIT License\n\nCopyright (c) 2026 Somebody\n\nPermission is hereby granted, free of charge, to any person\n",
  "sub/model.safetensors": "",
  "sub/notes.md": FAULTY,
  "sub/.hidden/README.md": FAULTY,
  "crlf.md": CLEAN.replaceAll("\n", "\r\n"),
  "bom.md": `\ufeff${FAULTY}`,
  "release.json": RELEASE,
  "broken.json": '{\n  "artifact": "model",,\n}',
  "unknown.json": JSON.stringify({ artefact: "model" }),
  "wrong.json": JSON.stringify({ model: { parameters: "many" } }),
  "bom.json": `\ufeff${RELEASE}`,
  "latin.json": Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]),
  "latin.md": Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0xe9, 0x0a]),
  "utf16.md": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(FAULTY, "utf16le")]),
  "-dash.md": FAULTY,
  "model.yml": MOF,
  "config/good.json": JSON.stringify({ failOn: "never", ignore: ["CARD2"], facts: JSON.parse(RELEASE) }),
  "config/bad.json": '{\n  "ignor": []\n}',
  "config/nowhere.json": JSON.stringify({ jurisdictions: ["ATLANTIS"] }),
};

/** Arguments, what stands on standard input, and the exit status; both programs must say and do the same. */
const TABLE = [
  [0, "--help"], [0, "version"], [0, "--version"], [0, "-V"], [2], [2, "chek"], [2, "check"], [2, "check", "--nonsense", "README.md"], [2, "-x"],
  [0, "check", "README.md"], [1, "check", "faulty.md"], [1, "check", "."], [1, "check", "sub", "README.md"], [0, "check", "crlf.md"], [1, "check", "bom.md"],
  [1, "check", "latin.md"], [1, "check", "utf16.md"], [1, "check", "--", "-dash.md"], [1, "check", "faulty.md", "--format=json"], [2, "check", "faulty.md", "--format"], [2, "check", "README.md/x"], [2, "check", ""],
  [1, "classify", "bom.json", "--as-of", "2026-12-02"], [2, "classify", "latin.json"], [2, "check", "faulty.md", "--release", "broken.json"], [2, "check", "faulty.md", "--as-of", "2026-02-30"], [2, "explain"], [2, "laws", "--out", "README.md/x", "--format", "markdown"],
  [0, "check", "faulty.md", "--fail-on", "never"], [0, "check", "faulty.md", "--ignore", "CARD1", "--ignore", "CARD0"], [2, "check", "faulty.md", "--fail-on", "often"],
  ...["text", "json", "sarif", "github", "markdown", "hub", "cyclonedx"].flatMap((format) => [[1, "check", "faulty.md", "--format", format], [1, "check", ".", "--format", format]]),
  [2, "check", "README.md", "--format", "xml"], [2, "check", "gone.md"], [2, "check", "config"],
  [1, "check", "faulty.md", "--release", "release.json", "--as-of", "2026-12-02"], [1, "check", "sub", "--duties", "--format", "json", "--as-of", "2026-12-02"],
  [1, "check", "README.md", "--profile", "annex-xii", "--fail-on", "info"], [2, "check", "README.md", "--profile", "annex-xiii"],
  [0, "check", "faulty.md", "--config", "config/good.json", "--as-of", "2026-12-02"], [2, "check", "README.md", "--config", "config/bad.json"], [2, "check", "README.md", "--config", "config/nowhere.json"], [2, "check", "README.md", "--config", "gone.json"], [0, "check", "README.md", "--no-config"],
  [0, "check", "faulty.md", "sub", "--fix"], [1, "check", "README.md", "--unsafe-fixes", "--profile", "annex-xii"],
  [1, "classify", "release.json", "--as-of", "2026-12-02"], [0, "classify", "release.json", "--as-of", "2026-12-02", "--format", "json", "--jurisdiction", "US-WA", "--trace"], [1, "classify", "release.json", "--as-of", "2026-12-02", "--format", "markdown"], [0, "classify", "release.json", "--fail-on", "never", "--as-of", "2026-12-02"],
  [2, "classify", "release.json", "--format", "sarif"], [2, "classify", "release.json", "--as-of", "soon"], [2, "classify", "gone.json"], [2, "classify", "broken.json"], [2, "classify", "unknown.json"], [2, "classify", "wrong.json"], [2, "classify", "wrong.json", "--format", "json"], [2, "classify", "sub"], [2, "classify"],
  [0, "block", "release.json"], [2, "block", "wrong.json"],
  [0, "laws"], [0, "laws", "--jurisdiction", "KR", "--format", "json"], [0, "laws", "--jurisdiction", "KR", "--jurisdiction", "US-WA", "--as-of", "2026-12-31"], [2, "laws", "--jurisdiction", "ATLANTIS"], [2, "laws", "extra"], [0, "laws", "--format", "markdown", "--out", "pages/laws"],
  [2, "laws", "--fix"], [2, "laws", "--out", "pages"], [2, "laws", "--format", "sarif"], [2, "laws", "--format", "markdown", "--jurisdiction", "KR"], [2, "classify", "release.json", "--fix"], [2, "version", "--trace"], [2, "batch", "--profile", "annex-xii"], [2, "openness", "model.yml", "--format", "hub"],
  [0, "openness", "model.yml"], [0, "openness", "model.yml", "--format", "json"], [0, "openness", "model.yml", "--mode", "spec", "--format", "json"], [2, "openness", "model.yml", "--mode", "other"], [2, "openness", "faulty.md"],
  [0, "explain", "CARD101"], [0, "explain", "card101"], [2, "explain", "CARD999"],
  { stdin: FAULTY, status: 1, words: ["check", "-"] }, { stdin: FAULTY, status: 1, words: ["check", "-", "README.md"] }, { stdin: FAULTY, status: 0, words: ["check", "-", "--fix"] }, { stdin: "", status: 1, words: ["check", "-", "--fail-on", "info"] },
  { stdin: RELEASE, status: 1, words: ["classify", "-", "--as-of", "2026-12-02"] }, { stdin: "{", status: 2, words: ["classify", "-"] },
  { stdin: `${JSON.stringify({ card: CLEAN })}\n\n${JSON.stringify({ release: JSON.parse(RELEASE) })}\n`, status: 0, words: ["batch", "--as-of", "2026-12-02"] },
  { stdin: '{"card": 1}\n', status: 2, words: ["batch"] }, { stdin: "{]\n", status: 2, words: ["batch"] },
].map((row) => (Array.isArray(row) ? { status: row[0], words: row.slice(1) } : row));

test("every command says and does what the native program does", () => {
  const contents = (at) => Object.fromEntries(readdirSync(at, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => {
    const path = join(each.parentPath ?? each.path, each.name);
    return [relative(at, path), readFileSync(path, "utf8")];
  }));
  for (const [number, { words, stdin, status }] of TABLE.entries()) {
    const [ours, native] = ["package", "native"].map((kind) => {
      const at = write(`cli-${kind}/${number}`, FILES);
      const program = kind === "native" ? process.env.LEXCARD_CLI : bin;
      const env = { ...process.env, NO_COLOR: "1" };
      const done = spawnSync(program, words, { cwd: at, encoding: "utf8", input: stdin, env, maxBuffer: 2 ** 28 });
      return { status: done.status, stdout: done.stdout, stderr: done.stderr, files: contents(at) };
    });
    const name = `lexcard ${words.join(" ")}`;
    assert.equal(native.status, status, `${name}: ${native.stderr}`);
    assert.deepEqual(ours, native, name);
    if (status === 2 && !words.includes("json")) assert.match(native.stderr, /^lexcard: ./, name);
  }
});

test("what the commands do", () => {
  const at = write("cli-check", FILES);
  const all = lexcard(at, "check", ".", "--format", "json");
  assert.deepEqual(JSON.parse(all.stdout).map(({ file, type }) => [file, type]), [["README.md", "success"], ["sub/model_card.md", "success"]]);
  const sarif = JSON.parse(lexcard(at, "check", "sub", "sub", ".", "--format", "sarif").stdout);
  assert.equal(sarif.runs.length, 1);
  const [{ results, tool }] = sarif.runs;
  assert(results.length >= 3 && results.every(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex].id === ruleId));
  assert.match(lexcard(at, "check", "sub/model_card.md", "--format", "github").stdout, /^::error file=sub\/model_card\.md,line=2,/);
  assert.match(lexcard(at, "check", "sub/model_card.md", "--format", "hub").stdout, /must be one of/);
  assert.match(lexcard(at, "check", "README.md", "--config", "config/bad.json").stderr, /config\/bad\.json:2:9: unknown field `ignor`/);
  assert.match(lexcard(at, "classify", "broken.json").stderr, /broken\.json:2:23: /);
  assert.match(lexcard(at, "block", "release.json").stdout, /^ai_release:\n {2}artifact: model\n/);
  const mended = lexcard(at, "check", ".", "--fix");
  assert.equal(mended.status, 0);
  assert.match(mended.stderr, /^sub\/model_card\.md: mended CARD\d+ × 1/m);
  assert.equal(lexcard(at, "check", ".").status, 0);
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

test("the pre-commit hooks run on the files that they name", () => {
  const hooks = readFileSync(fileURLToPath(new URL("../../.pre-commit-hooks.yaml", import.meta.url)), "utf8")
    .split(/^- /m).slice(1).map((hook) => Object.fromEntries([...hook.matchAll(/^ *(\w+): (.*)$/gm)].map(([, key, value]) => [key, value])));
  assert.deepEqual(hooks.map(({ id }) => id), ["lexcard", "lexcard-fix"]);
  const at = write("cli-hooks", { "README.md": FAULTY, "a b/Model-Card.md": CLEAN, "notes.md": FAULTY, "readme.txt": FAULTY });
  for (const { id, entry, files } of hooks) {
    const pattern = new RegExp(files.replace("(?i)", ""), "i");
    const named = readdirSync(at, { recursive: true }).filter((path) => pattern.test(path)).sort();
    assert.deepEqual(named, ["README.md", "a b/Model-Card.md"]);
    const run = () => spawnSync(process.env.LEXCARD_CLI, [...entry.split(" ").slice(1), ...named], { cwd: at, encoding: "utf8" });
    const first = run();
    // pre-commit itself fails a hook that changed a file.
    assert.equal(first.status, id === "lexcard" ? 1 : 0, id);
    assert.match(first.stdout + first.stderr, /README\.md/, id);
    assert.equal(run().status, id === "lexcard" ? 1 : 0, id);
  }
  assert.equal(readFileSync(join(at, "notes.md"), "utf8"), FAULTY);
});
