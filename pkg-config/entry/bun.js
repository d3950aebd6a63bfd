import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import file from "../dist/lexcard_bg.wasm" with { type: "file" };
import { provide } from "./engine.js";
export * from "./api.js";

provide({ now: () => readFileSync(resolve(import.meta.dirname, file)), open: readFileSync });
