// How long a newcomer waits: a fresh Node process, and a fresh browser page. Each process or page measures itself
// from just before its import to its first answer, pages also from when their script is there; starting Node or
// Chromium is not counted.
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

/** For each candidate: what it imports, and what is then done for the answer. */
const subjects = {
  "Lexcard": { module: "lexcard", answer: `await module.init(); module.validateCard(card, { asOf: "2026-11-22" });` },
  "gray-matter + ajv + markdown-it": { module: "quick", answer: "module.check(card);" },
  "yaml + ajv + remark": { module: "exact", answer: "module.check(card);" },
};

/** Measures `{ whole, ready }` in milliseconds: from before the import, and from after it. */
const program = ({ answer }, from) => `const start = performance.now();
  const module = await import(${JSON.stringify(from)});
  const ready = performance.now();
  ${answer}
  const end = performance.now();
  const times = JSON.stringify({ whole: end - start, ready: end - ready });`;

/** Medians of fresh Node processes and fresh pages for a card, each with its ratio to Lexcard's. */
export async function firstAnswers(card) {
  const folder = mkdtempSync(join(tmpdir(), "lexcard-bench-"));
  try {
    const [node, pages] = [await inNode(folder, card), await inPages(folder, card)];
    return [
      ...rows("fresh Node process", node, "whole"),
      ...rows("fresh page", pages, "whole"),
      ...rows("fresh page, once its script is there", pages, "ready"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rows(place, samples, which) {
  const names = Object.keys(subjects);
  const times = (name) => samples[name].map((sample) => sample[which]);
  const ours = times(names[0]);
  return names.map((name) => ({
    name: `${name}, ${place}`,
    milliseconds: median(times(name)),
    ratio: median(times(name).map((time, round) => time / ours[round])),
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
  const script = (subject) => `import { readFileSync, writeSync } from "node:fs";
    const card = readFileSync(${JSON.stringify(join(folder, "card.md"))}, "utf8");
    ${program(subject, at[subject.module])}
    writeSync(1, times);
    process.kill(process.pid, "SIGKILL");`;
  return inTurns(async (name) => {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script(subjects[name])]).catch((error) => error);
    return told(name, stdout);
  });
}

function told(name, text) {
  const times = JSON.parse(text || "{}");
  if (!(times.whole > 0)) throw new Error(`${name} gave no time`);
  return times;
}

async function inPages(folder, card) {
  // As a site would ship them: one minified file each, and the Wasm preloaded, as the package's README advises.
  const bundled = { bundle: true, minify: true, format: "esm", logLevel: "error", platform: "browser" };
  await build({ ...bundled, entryPoints: [here("./peers/quick.mjs"), here("./peers/exact.mjs")], outdir: folder });
  await build({ ...bundled, entryPoints: [here("../../pkg-config/entry/browser.js")], outfile: join(folder, "entry/lexcard.js") });
  cpSync(here("../../pkg-config/dist/lexcard_bg.wasm"), join(folder, "dist/lexcard_bg.wasm"));
  const preload = { lexcard: `<link rel="preload" as="fetch" crossorigin href="dist/lexcard_bg.wasm">` };
  // gray-matter keeps the original text in a Node Buffer; the least that satisfies it.
  const buffer = "globalThis.Buffer = { from: (text) => new TextEncoder().encode(text) };";
  writeFileSync(join(folder, "card.js"), `${buffer} globalThis.card = ${JSON.stringify(card)};`);
  const at = { lexcard: "./entry/lexcard.js", quick: "./quick.js", exact: "./exact.js" };
  const names = Object.keys(subjects);
  names.forEach((name, index) => {
    const { module } = subjects[name];
    writeFileSync(join(folder, `${index}.js`), `${program(subjects[name], at[module])} document.title = times;`);
    writeFileSync(join(folder, `${index}.html`), `<!doctype html><link rel="icon" href="data:,">${preload[module] ?? ""}<script src="card.js"></script><script type="module" src="${index}.js"></script>`);
  });
  // ajv writes code at run time, so the peers' pages need a policy that Lexcard's does not.
  const server = await serve(folder, {});
  const browser = await launch();
  try {
    return await inTurns(async (name) => {
      // A context of its own has an empty cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${server.url}${names.indexOf(name)}.html`);
      await page.waitForFunction(() => document.title !== "", null, { timeout: 30_000 });
      const times = told(name, await page.title());
      await context.close();
      return times;
    });
  } finally {
    await browser.close();
    await server.close();
  }
}
