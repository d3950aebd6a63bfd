// Node: import, require, each sub-path, and what happens when the engine breaks.
import { test } from "node:test";
import { assertRight, output, question, write } from "./consumer.mjs";

const node = (name, file, text) => output(process.execPath, [file], write(name, { [file]: text }));

test("import needs no init", async () => {
  assertRight(await node("node-esm", "main.mjs", `import * as lexcard from "lexcard"; console.log(${question});`));
});

test("require needs no init", async () => {
  assertRight(await node("node-cjs", "main.cjs", `const lexcard = require("lexcard"); console.log(${question});`));
});

test("init is harmless, from nothing, bytes, module and file URL", async () => {
  for (const [index, argument] of ["", "bytes", "new WebAssembly.Module(bytes)", "url", "Promise.resolve(bytes)"].entries()) {
    const text = `
      import * as lexcard from "lexcard";
      import { readFileSync } from "node:fs";
      const url = import.meta.resolve("lexcard/wasm"), bytes = readFileSync(new URL(url));
      await Promise.all([lexcard.init(${argument}), lexcard.init(${argument})]);
      await lexcard.init();
      console.log(${question});`;
    assertRight(await node(`node-init-${index}`, "main.mjs", text));
  }
});

test("slim takes the Wasm from its caller", async () => {
  const text = `
    import * as lexcard from "lexcard/slim";
    import { readFileSync } from "node:fs";
    try { lexcard.version(); console.log("no error"); } catch (error) {
      if (!(error instanceof lexcard.LexcardError) || error.code !== "not-initialised") throw error;
    }
    lexcard.initSync(readFileSync(new URL(import.meta.resolve("lexcard/wasm"))));
    console.log(${question});`;
  assertRight(await node("node-slim", "main.mjs", text));
});

test("inline carries the Wasm as text", async () => {
  assertRight(await node("node-inline", "main.mjs", `import * as lexcard from "lexcard/inline"; console.log(${question});`));
});

test("wrong bytes are a typed error, and a second try may succeed", async () => {
  const text = `
    import * as lexcard from "lexcard";
    const error = await lexcard.init(new Uint8Array([1, 2, 3])).then(() => undefined, (error) => error);
    if (error?.code !== "load-failed" || !(error.cause instanceof WebAssembly.CompileError)) throw new Error("got " + error);
    await lexcard.init();
    console.log(${question});`;
  assertRight(await node("node-wrong-bytes", "main.mjs", text));
});
