// Deno, Bun, workerd and Vercel's edge runtime, each the real program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { EdgeRuntime } from "edge-runtime";
import { assertRight, output, question, tools, wasmFiles, write } from "./consumer.mjs";
import { bundleWorker, inWorkerd, wasm } from "./worker.mjs";

const main = `import * as lexcard from "lexcard"; console.log(${question});`;
const handler = `
  import * as lexcard from "lexcard";
  export default { fetch() { return new Response(${question}); } };`;

test("Deno, with no permission at all", async () => {
  assertRight(await output(join(tools, ".bin/deno"), ["run", "--no-prompt", "main.mjs"], write("deno", { "main.mjs": main })));
});

test("Bun", async () => {
  assertRight(await output(join(tools, ".bin/bun"), ["main.mjs"], write("bun", { "main.mjs": main })));
});

test("Bun's bundler: one Wasm file", async () => {
  const folder = write("bun-build", { "main.mjs": main });
  await output(join(tools, ".bin/bun"), ["build", "main.mjs", "--target=bun", "--outdir=out"], folder);
  assert.equal(wasmFiles(join(folder, "out")).length, 1);
  assertRight(await output(join(tools, ".bin/bun"), ["out/main.js"], folder));
});

test("workerd, which compiles no Wasm from bytes", () => inWorkerd("workerd", handler, async (fetch) => {
  for (let round = 0; round < 3; round += 1) {
    const response = await fetch();
    assert.equal(response.status, 200);
    assertRight(await response.text());
  }
}));

// The edge runtime runs scripts, not modules, and its platform hands Wasm in as a compiled module and forbids
// compiling bytes; both are done here as the platform's build does them.
test("Vercel's edge runtime", async () => {
  const script = (await bundleWorker("edge-light", handler, "edge-light"))
    .replace(/^import (\w+) from "\.\/lexcard\.wasm";$/m, "const $1 = globalThis.lexcardModule;")
    .replace(/export\s*\{\s*(\w+) as default\s*\};?/, 'addEventListener("fetch", (event) => event.respondWith($1.fetch(event.request)));');
  assert(!/^\s*(import|export)\b/m.test(script), "the bundle is a script");
  const forbidBytes = `WebAssembly.compile = WebAssembly.instantiate = () => { throw new Error("bytes are forbidden here") };`;
  const runtime = new EdgeRuntime({
    initialCode: forbidBytes + script,
    extend: (context) => Object.assign(context, { lexcardModule: new WebAssembly.Module(readFileSync(wasm)) }),
  });
  const response = await runtime.dispatchFetch("http://localhost/");
  assert.equal(response.status, 200);
  assertRight(await response.text());
});
