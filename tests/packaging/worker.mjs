// Bundles a worker the way its platform does (the platform's condition, Wasm left as an import) and runs it in workerd.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { project, write } from "./consumer.mjs";

/** The package's Wasm file. */
export const wasm = join(project, "node_modules/lexcard/dist/lexcard_bg.wasm");

/** The bundled script, which imports its one Wasm module from `./lexcard.wasm`. */
export async function bundleWorker(name, code, condition) {
  const folder = write(name, { "worker.mjs": code });
  const imported = new Set();
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
          imported.add(join(resolveDir, path.replace("?module", "")));
          return { path: "./lexcard.wasm", external: true };
        });
      },
    }],
  });
  assert.deepEqual([...imported], [wasm], "exactly one Wasm file is imported");
  return readFileSync(join(folder, "out/worker.mjs"), "utf8");
}

/** Starts a worker in workerd, which compiles no Wasm from bytes, and hands `use` a function like `fetch`. */
export async function inWorkerd(name, code, use) {
  const script = await bundleWorker(name, code, "workerd");
  const miniflare = new Miniflare({
    cf: false,
    compatibilityDate: "2026-01-01",
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: script },
      { type: "CompiledWasm", path: "lexcard.wasm", contents: readFileSync(wasm) },
    ],
  });
  try {
    return await use((options) => miniflare.dispatchFetch("http://localhost/", options));
  } finally {
    await miniflare.dispose();
  }
}
