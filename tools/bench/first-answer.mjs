// How long a newcomer waits: a fresh Node process, and a fresh browser page. Each process or page measures itself
// from just before its import to its first answer; starting Node or Chromium is not counted.
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync, mkdtempSync, cpSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "../../tests/node_modules/esbuild/lib/main.js";
import { launch, serve } from "../../tests/browser/page.mjs";
import { median } from "./measure.mjs";

const ROUNDS = 9;
const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const subjects = {
  "Lexcard": (at) => `const lexcard = await import("${at.lexcard}"); await lexcard.init(); lexcard.validateCard(card, { asOf: "2026-11-22" });`,
  "gray-matter + ajv + markdown-it": (at) => `const { check } = await import("${at.quick}"); check(card);`,
  "yaml + ajv + remark": (at) => `const { check } = await import("${at.exact}"); check(card);`,
};

/** Medians of fresh Node processes and fresh pages for a card, each with its ratio to Lexcard's. */
export async function firstAnswers(card) {
  const folder = mkdtempSync(join(tmpdir(), "lexcard-bench-"));
  try {
    return [...await inNode(folder, card), ...await inPages(folder, card)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(place, samples) {
  const names = Object.keys(subjects);
  const ours = samples[names[0]];
  return names.map((name) => ({
    name: `${name}, ${place}`,
    milliseconds: median(samples[name]),
    ratio: median(samples[name].map((sample, round) => sample / ours[round])),
  }));
}

async function inTurns(once) {
  const samples = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of Object.keys(subjects)) (samples[name] ??= []).push(await once(name));
  }
  return samples;
}

async function inNode(folder, card) {
  writeFileSync(join(folder, "card.md"), card);
  const at = { lexcard: here("../../pkg-config/entry/node.js"), quick: here("./peers/quick.mjs"), exact: here("./peers/exact.mjs") };
  // The process ends itself the moment it knows: Node would wait for background compilation, which no answer needs.
  const program = (name) => `import { readFileSync, writeSync } from "node:fs";
    const card = readFileSync(${JSON.stringify(join(folder, "card.md"))}, "utf8");
    const start = performance.now();
    ${subjects[name](at)}
    writeSync(1, String(performance.now() - start));
    process.kill(process.pid, "SIGKILL");`;
  return rows("fresh Node process", await inTurns(async (name) => {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program(name)]).catch((error) => error);
    if (!(Number(stdout) > 0)) throw new Error(`${name} gave no time in a fresh process`);
    return Number(stdout);
  }));
}

async function inPages(folder, card) {
  for (const part of ["entry", "dist"]) cpSync(here(`../../pkg-config/${part}`), join(folder, part), { recursive: true });
  // As a site would ship them: one minified file each.
  const bundled = { bundle: true, minify: true, format: "esm", logLevel: "error" };
  await build({ ...bundled, entryPoints: [here("./peers/quick.mjs"), here("./peers/exact.mjs")], outdir: folder, platform: "browser" });
  // gray-matter keeps the original text in a Node Buffer; the least that satisfies it.
  const buffer = "globalThis.Buffer = { from: (text) => new TextEncoder().encode(text) };";
  writeFileSync(join(folder, "card.js"), `${buffer} globalThis.card = ${JSON.stringify(card)};`);
  const at = { lexcard: "./entry/browser.js", quick: "./quick.js", exact: "./exact.js" };
  const names = Object.keys(subjects);
  names.forEach((name, index) => {
    writeFileSync(join(folder, `${index}.js`), `const start = performance.now(); ${subjects[name](at)} document.title = String(performance.now() - start);`);
    writeFileSync(join(folder, `${index}.html`), `<!doctype html><link rel="icon" href="data:,"><script src="card.js"></script><script type="module" src="${index}.js"></script>`);
  });
  // ajv writes code at run time, so the peers' pages need a policy that Lexcard's does not.
  const server = await serve(folder, {});
  const browser = await launch();
  try {
    return rows("fresh page", await inTurns(async (name) => {
      // A context of its own has an empty cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server.url}${names.indexOf(name)}.html`);
      await page.waitForFunction(() => Number(document.title) > 0, null, { timeout: 30_000 });
      const milliseconds = Number(await page.title());
      await context.close();
      return milliseconds;
    }));
  } finally {
    await browser.close();
    await server.close();
  }
}
