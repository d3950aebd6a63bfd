// The public face, the same in every runtime: how to start, and the engine's own functions.
export { init, initSync, LexcardError } from "./engine.js";
export * from "../dist/api.js";
