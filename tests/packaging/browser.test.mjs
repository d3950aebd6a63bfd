// Real pages in a real browser: no bundler at all, then Vite, webpack and esbuild. Each page loads exactly one Wasm
// file under a strict policy, complains of nothing, and asks for nothing more after it has answered.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as esbuild from "esbuild";
import * as vite from "vite";
import webpack from "webpack";
import { launch, open, serve } from "../browser/page.mjs";
import { assertRight, project, question, wasmFiles, write } from "./consumer.mjs";

const script = (specifier, start) => `
import * as lexcard from "${specifier}";
${start}.then(() => ${question}).then(
  (answer) => { document.title = "done"; document.body.dataset.answer = answer; },
  (error) => { document.title = "failed"; throw error; },
);`;
const page = (source) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>…</title></head>
<body><script type="module" src="${source}"></script></body></html>`;
const initAlone = script("lexcard", "lexcard.init()");

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

async function assertPage(url, wasmRequests) {
  const { page, requests, complaints } = await open(browser, url);
  try {
    await page.waitForFunction(() => document.title === "done" || document.title === "failed", null, { timeout: 30_000 });
    assert.deepEqual(complaints, []);
    assertRight(await page.evaluate(() => document.body.dataset.answer));
    const count = requests.length;
    await page.waitForTimeout(200);
    assert.deepEqual(requests.slice(count), [], "nothing is asked for after the answer");
    assert.equal(new Set(requests.filter((each) => each.includes(".wasm"))).size, wasmRequests);
    for (const each of requests) assert(each.startsWith(new URL(url).origin) || each.startsWith("data:"), each);
  } finally {
    await page.close();
  }
}

async function assertFolder(folder, { copies, wasmRequests = copies }) {
  assert.equal(wasmFiles(folder).length, copies, "Wasm files in the output");
  const server = await serve(folder);
  try {
    await assertPage(server.url, wasmRequests);
  } finally {
    await server.close();
  }
}

test("a plain <script type=module>, no bundler", async () => {
  const folder = write("page-plain", {
    "index.html": page("main.js"),
    "main.js": initAlone.replace(`"lexcard"`, `"./lexcard/entry/browser.js"`),
  });
  for (const part of ["entry", "dist"]) cpSync(join(project, "node_modules/lexcard", part), join(folder, "lexcard", part), { recursive: true });
  await assertFolder(folder, { copies: 1 });
});

test("Vite: build", async () => {
  const folder = write("page-vite", { "index.html": page("/main.js"), "main.js": initAlone });
  await vite.build({ root: folder, logLevel: "error", build: { assetsInlineLimit: 0 } });
  await assertFolder(join(folder, "dist"), { copies: 1 });
});

test("Vite: development server", async () => {
  const folder = write("page-vite-dev", { "index.html": page("/main.js"), "main.js": initAlone });
  const server = await vite.createServer({ root: folder, logLevel: "error", server: { host: "127.0.0.1" } });
  try {
    await server.listen();
    await assertPage(server.resolvedUrls.local[0], 1);
  } finally {
    await server.close();
  }
});

test("webpack", async () => {
  const folder = write("page-webpack", { "main.js": initAlone });
  const stats = await new Promise((done, failed) => webpack(
    { context: folder, mode: "production", performance: { hints: false }, entry: "./main.js", output: { path: join(folder, "out") } },
    (error, stats) => (error ? failed(error) : done(stats)),
  ));
  assert(!stats.hasErrors() && !stats.hasWarnings(), stats.toString());
  write("page-webpack/out", { "index.html": page("main.js") });
  await assertFolder(join(folder, "out"), { copies: 1 });
});

const bundle = (folder, options) => esbuild.build({
  absWorkingDir: folder, entryPoints: ["main.js"], outdir: join(folder, "out"), bundle: true, minify: true, format: "esm", logLevel: "silent", ...options,
});

test("esbuild: slim with the file loader", async () => {
  const text = script("lexcard/slim", "lexcard.init(new URL(wasm, import.meta.url))").replace("import", `import wasm from "lexcard/wasm";\nimport`);
  const folder = write("page-esbuild-slim", { "main.js": text });
  await bundle(folder, { loader: { ".wasm": "file" } });
  write("page-esbuild-slim/out", { "index.html": page("main.js") });
  await assertFolder(join(folder, "out"), { copies: 1 });
});

test("esbuild: inline, one script and no file", async () => {
  const folder = write("page-esbuild-inline", { "main.js": script("lexcard/inline", "lexcard.init()") });
  await bundle(folder);
  write("page-esbuild-inline/out", { "index.html": page("main.js") });
  await assertFolder(join(folder, "out"), { copies: 0 });
});
