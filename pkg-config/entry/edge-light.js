import module from "../dist/lexcard_bg.wasm?module";
import { provide } from "./engine.js";
export * from "./api.js";

provide({ now: () => module });
