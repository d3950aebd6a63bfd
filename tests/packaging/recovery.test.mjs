// A trap must not end the page: the package replaces the instance and says so. The trap is made by rewriting the real
// Wasm so that one function stops on its second call in the same instance; only a fresh instance answers a third.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { join } from "node:path";
import binaryen from "../../pkg-config/node_modules/binaryen/index.js";
import { assertRight, manifest, output, project, question, write } from "./consumer.mjs";

function trapsOnSecondCall(bytes, name) {
  const module = binaryen.readBinary(bytes);
  const features = ["MutableGlobals", "NontrappingFPToInt", "SignExt", "BulkMemory", "BulkMemoryOpt", "ReferenceTypes", "Multivalue"];
  module.setFeatures(features.reduce((set, name) => set | binaryen.Features[name], 0));
  const exported = Array.from({ length: module.getNumExports() }, (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)));
  const target = exported.find((each) => each.name === name).value;
  const { params, results } = binaryen.getFunctionInfo(module.getFunction(target));
  const called = "lexcard-test-called";
  module.addGlobal(called, binaryen.i32, true, module.i32.const(0));
  const pass = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
  const body = module.block(null, [
    module.if(module.global.get(called, binaryen.i32), module.unreachable()),
    module.global.set(called, module.i32.const(1)),
    module.call(target, pass, results),
  ], results);
  module.addFunction("lexcard-test-wrapper", params, results, [], body);
  module.removeExport(name);
  module.addFunctionExport("lexcard-test-wrapper", name);
  assert(module.validate());
  return module.emitBinary();
}

test("a trapped instance is replaced and the error is typed", async () => {
  const real = readFileSync(join(project, "node_modules/lexcard/dist/lexcard_bg.wasm"));
  const folder = write("recovery", {
    "main.mjs": `
      import * as lexcard from "lexcard/slim";
      import { readFileSync } from "node:fs";
      await lexcard.init(readFileSync("trap.wasm"));
      if (lexcard.version().engine !== ${JSON.stringify(manifest.version)}) throw new Error("the first call is wrong");
      let caught;
      try { lexcard.version(); } catch (error) { caught = error; }
      if (!(caught instanceof lexcard.LexcardError) || caught.code !== "engine-trap") throw new Error("not typed: " + caught);
      if (!(caught.cause instanceof WebAssembly.RuntimeError)) throw new Error("the cause is lost");
      console.log(${question});`,
  });
  writeFileSync(join(folder, "trap.wasm"), trapsOnSecondCall(real, "version"));
  assertRight(await output(process.execPath, ["main.mjs"], folder));
});
