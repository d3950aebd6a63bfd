import source module from "../dist/lexcard_bg.wasm";
import { provide } from "./engine.js";
export * from "./api.js";

provide({ now: () => module });
