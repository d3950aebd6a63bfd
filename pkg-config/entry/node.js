import { readFileSync } from "node:fs";
import { __provide } from "../dist/lexcard.js";
export * from "../dist/lexcard.js";

__provide({ now: () => readFileSync(new URL("../dist/lexcard_bg.wasm", import.meta.url)), open: readFileSync });
