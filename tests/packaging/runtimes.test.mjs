// Deno, Bun, workerd and Vercel's edge runtime, each the real program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { EdgeRuntime } from "edge-runtime";
import { Miniflare } from "miniflare";
import { assertRight, output, project, question, tools, wasmFiles, write } from "./consumer.mjs";

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

// Bundles a worker the way the platform's own tool does: the platform's condition, Wasm left as an import.
async function worker(name, condition) {
  const folder = write(name, { "worker.mjs": handler });
  await build({
    absWorkingDir: folder,
    entryPoints: ["worker.mjs"],
    outdir: join(folder, "out"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    conditions: [condition],
    logLevel: "error",
    plugins: [{
      name: "wasm-is-a-module",
      setup(build) {
        build.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ resolveDir, path }) => {
          seen.add(join(resolveDir, path.replace("?module", "")));
          return { path: "./lexcard.wasm", external: true };
        });
      },
    }],
  });
  return readFileSync(join(folder, "out/worker.mjs"), "utf8");
}
const seen = new Set();
const wasm = join(project, "node_modules/lexcard/dist/lexcard_bg.wasm");

test("workerd, which compiles no Wasm from bytes", async () => {
  seen.clear();
  const script = await worker("workerd", "workerd");
  assert.deepEqual([...seen], [wasm]);
  const miniflare = new Miniflare({
    cf: false,
    compatibilityDate: "2026-01-01",
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "lexcard.wasm", contents: readFileSync(wasm) },
    ],
  });
  try {
    for (let round = 0; round < 3; round += 1) {
      const response = await miniflare.dispatchFetch("http://localhost/");
      assert.equal(response.status, 200);
      assertRight(await response.text());
    }
  } finally {
    await miniflare.dispose();
  }
});

// The edge runtime runs scripts, not modules, and its platform hands Wasm in as a compiled module and forbids
// compiling bytes; both are done here as the platform's build does them.
test("Vercel's edge runtime", async () => {
  seen.clear();
  const script = (await worker("edge-light", "edge-light"))
    .replace(/^import (\w+) from "\.\/lexcard\.wasm";$/m, "const $1 = globalThis.lexcardModule;")
    .replace(/export\s*\{\s*(\w+) as default\s*\};?/, 'addEventListener("fetch", (event) => event.respondWith($1.fetch(event.request)));');
  assert.deepEqual([...seen], [wasm]);
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
