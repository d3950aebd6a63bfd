import source module from "../dist/lexcard_bg.wasm";
import { __provide } from "../dist/lexcard.js";
export * from "../dist/lexcard.js";

__provide({ now: () => module });
