// The types hold in a strict project that knows no browser.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { output, tools, write } from "./consumer.mjs";

const usage = `
import { init, initSync, version, LexcardError, type LexcardErrorCode, type WasmSource } from "lexcard";
import * as slim from "lexcard/slim";
import wasm from "lexcard/wasm";

const source: WasmSource = wasm;
export async function start(): Promise<string> {
  await init();
  await slim.init(source);
  initSync(new Uint8Array());
  const text: string = version().engine;
  return text;
}
export const code = (error: unknown): LexcardErrorCode | undefined => (error instanceof LexcardError ? error.code : undefined);
`;
const config = (module, moduleResolution) => JSON.stringify({
  compilerOptions: { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, target: "es2022",
    lib: ["es2022"], types: [], module, moduleResolution },
  include: ["*.ts"],
});
const tsc = (folder) => output(join(tools, ".bin/tsc"), ["-p", "."], folder);

test("tsc --strict, no DOM library, in Node's and in bundlers' resolution", async () => {
  await tsc(write("types-node", { "usage.ts": usage, "tsconfig.json": config("nodenext", "nodenext") }));
  await tsc(write("types-bundler", { "usage.ts": usage, "tsconfig.json": config("esnext", "bundler") }));
});

test("a wrong use does not compile", async () => {
  const wrong = `import { version } from "lexcard"; export const number: number = version();`;
  const folder = write("types-wrong", { "usage.ts": wrong, "tsconfig.json": config("nodenext", "nodenext") });
  const { stdout } = await tsc(folder).then(() => assert.fail("it compiled"), (error) => error);
  assert.match(stdout, /TS2322/);
});
