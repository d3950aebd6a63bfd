// `lexcard/worker` in a real browser, from the tarball's files and from what bundlers make of them.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as vite from "vite";
import webpack from "webpack";
import { launch, open, serve } from "../browser/page.mjs";
import { project, wasmFiles, write } from "./consumer.mjs";

const HTML = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>…</title></head><body><script type="module" src="main.js"></script></body></html>`;
const MAIN = `
import { startWorker } from "lexcard/worker";
globalThis.worker = startWorker();
globalThis.startWorker = startWorker;
document.title = "ready";
`;

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function inPage(folder, use, policy) {
  const server = await serve(folder, policy && { "content-security-policy": policy });
  const { page, complaints } = await open(browser, server.url);
  try {
    await page.waitForFunction(() => document.title === "ready", null, { timeout: 30_000 });
    await use(page, complaints);
  } finally {
    await page.close();
    await server.close();
  }
}

function plain(name) {
  const folder = write(name, { "index.html": HTML, "main.js": MAIN.replace(`"lexcard/worker"`, `"./lexcard/entry/worker.js"`) });
  for (const part of ["entry", "dist"]) cpSync(join(project, "node_modules/lexcard", part), join(folder, "lexcard", part), { recursive: true });
  return folder;
}

test("a card of a megabyte leaves the page free", () => inPage(plain("worker-plain"), async (page, complaints) => {
  const seen = await page.evaluate(async () => {
    const card = `---\nliscence: mit\n---\n# Model\n\n${"A line with some words and a number like 7B parameters.\n".repeat(18_000)}`;
    let ticks = 0;
    const timer = setInterval(() => { ticks += 1; }, 1);
    const answer = await worker.validateCard(card);
    clearInterval(timer);
    return { type: answer.type, codes: answer.diagnostics.map(({ code }) => code), ticks, length: card.length };
  });
  assert(seen.length > 1_000_000);
  assert.equal(seen.type, "success");
  assert(seen.codes.includes("CARD100"));
  assert(seen.ticks >= 3, `${seen.ticks} turns of the page's loop while it waited`);
  assert.deepEqual(complaints, []);
}));

test("the same functions, errors that name their kind, requests given up", () => inPage(plain("worker-functions"), async (page) => {
  const seen = await page.evaluate(async () => {
    const lexcard = await import("./lexcard/entry/browser.js");
    const functions = Object.keys(lexcard).filter((name) => typeof lexcard[name] === "function" && !/^(init|__|Lexcard|runCommand)/.test(name)).sort();
    const stop = new AbortController();
    const first = worker.checkRelease({ card: "# A", facts: {} });
    const given = worker.run("checkRelease", [{ card: "# B" }], { signal: stop.signal }).catch((error) => error.name);
    stop.abort();
    const failure = await worker.validateCard("# A", { nonsense: true });
    const misuse = await worker.renderCard("# A", { format: "xml" }).catch((error) => `${error.name}: ${error.message}`);
    const unknown = await worker.run("init").catch((error) => error.name);
    const [kind, gone] = [(await first).type, await given];
    const late = worker.version().catch((error) => error.code);
    worker.stop();
    return { functions, have: Object.keys(worker).filter((name) => !["run", "stop"].includes(name)).sort(), kind, gone, failure: failure.type, misuse, unknown, late: await late, again: (await worker.version()).engine };
  });
  assert.deepEqual(seen.have, seen.functions);
  assert.deepEqual([seen.kind, seen.gone, seen.failure, seen.unknown, seen.late], ["success", "AbortError", "failure", "TypeError", "worker-failed"]);
  assert.match(seen.misuse, /unknown variant `xml`/);
  assert.match(seen.again, /^\d/);
}));

test("where workers are forbidden it says so, and the panel goes on without", () => inPage(plain("worker-forbidden"), async (page) => {
  const seen = await page.evaluate(async () => {
    const failed = await worker.version().catch((error) => [error.name, error.code]);
    await import("./lexcard/dist/element.js");
    const panel = document.createElement("lexcard-panel");
    panel.card = `---\nliscence: mit\n---\n# Model\n\n${"Some words here.\n".repeat(5000)}`;
    document.body.append(panel);
    const { detail } = await new Promise((done) => panel.addEventListener("lexcard-change", done, { once: true }));
    return { failed, type: detail.result.type };
  });
  assert.deepEqual(seen, { failed: ["LexcardError", "worker-failed"], type: "success" });
}, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:; worker-src 'none'"));

test("the panel checks long cards in a worker", () => inPage(plain("worker-panel"), async (page) => {
  const [workers, type] = await page.evaluate(async () => {
    let made = 0;
    const Native = Worker;
    globalThis.Worker = class extends Native { constructor(...args) { super(...args); made += 1; } };
    await import("./lexcard/dist/element.js");
    const panel = document.createElement("lexcard-panel");
    panel.card = "# Short";
    document.body.append(panel);
    const heard = () => new Promise((done) => panel.addEventListener("lexcard-change", ({ detail }) => done(detail), { once: true }));
    await heard();
    const before = made;
    panel.card = `# Long\n\n${"Some words here.\n".repeat(5000)}`;
    const { result } = await heard();
    return [[before, made], result.type];
  });
  assert.deepEqual([workers, type], [[0, 1], "success"]);
}));

test("Vite and webpack: one Wasm file", async () => {
  const vited = write("worker-vite", { "index.html": HTML.replace("main.js", "/main.js"), "main.js": MAIN });
  await vite.build({ root: vited, logLevel: "error", build: { assetsInlineLimit: 0, target: "esnext" }, worker: { format: "es" } });
  const packed = write("worker-webpack", { "main.js": MAIN });
  const stats = await new Promise((done, failed) => webpack(
    { context: packed, mode: "production", performance: { hints: false }, entry: "./main.js", output: { path: join(packed, "out") } },
    (error, stats) => (error ? failed(error) : done(stats)),
  ));
  assert(!stats.hasErrors(), stats.toString());
  write("worker-webpack/out", { "index.html": HTML });
  for (const folder of [join(vited, "dist"), join(packed, "out")]) {
    assert.equal(wasmFiles(folder).length, 1, folder);
    await inPage(folder, async (page, complaints) => {
      assert.equal(await page.evaluate(async () => (await worker.validateCard("# A")).type), "success");
      assert.deepEqual(complaints, []);
    });
  }
});
