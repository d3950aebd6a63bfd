import { __provide } from "../dist/lexcard.js";
export * from "../dist/lexcard.js";

__provide({ later: () => new URL("../dist/lexcard_bg.wasm", import.meta.url) });
