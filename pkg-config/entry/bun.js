import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import file from "../dist/lexcard_bg.wasm" with { type: "file" };
import { __provide } from "../dist/lexcard.js";
export * from "../dist/lexcard.js";

__provide({ now: () => readFileSync(resolve(import.meta.dirname, file)), open: readFileSync });
