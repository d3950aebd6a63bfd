import { readFileSync } from "node:fs";
import { provide } from "./engine.js";
export * from "./api.js";

provide({ now: () => readFileSync(new URL("../dist/lexcard_bg.wasm", import.meta.url)), open: readFileSync });
