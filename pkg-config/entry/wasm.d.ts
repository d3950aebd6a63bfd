/** The Wasm file as the bundler or runtime at hand hands it over: a URL, a path, bytes or a compiled module. */
declare const wasm: string | object;
export default wasm;
