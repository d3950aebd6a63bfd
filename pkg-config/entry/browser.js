import { provide } from "./engine.js";
export * from "./api.js";

provide({ later: () => new URL("../dist/lexcard_bg.wasm", import.meta.url) });
