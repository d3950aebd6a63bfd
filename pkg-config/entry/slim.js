// Carries no Wasm: the caller gives it to `init` or `initSync`, e.g. from `lexcard/wasm`.
export * from "../dist/lexcard.js";
