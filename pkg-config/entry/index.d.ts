export * from "../dist/types.js";

/** A compiled module, bytes, a URL (or its text), a `Response`, or a promise of one of these. */
export type WasmSource = string | object;

/**
 * Starts the engine. Needed where Wasm has to be fetched (browsers) and with `lexcard/slim`; harmless elsewhere.
 * Without an argument it loads the file that the package ships.
 */
export function init(moduleOrUrlOrBytes?: WasmSource): Promise<void>;

/** Starts the engine at once, from a compiled `WebAssembly.Module` or its bytes. */
export function initSync(moduleOrBytes?: object): void;

/**
 * - `not-initialised`: call `await init()` first;
 * - `load-failed`: the Wasm could not be fetched or compiled, `cause` says why;
 * - `engine-trap`: a fault of ours on this input; the engine was restarted and the next call works;
 * - `engine-lost`: as before, but no new instance could be made;
 * - `worker-failed`: from `lexcard/worker`: the worker could not be started or has stopped.
 */
export type LexcardErrorCode = "not-initialised" | "load-failed" | "engine-trap" | "engine-lost" | "worker-failed";

/** Thrown for misuse and for faults of our own; never for what is wrong in a user's card or release. */
export class LexcardError extends Error {
  readonly code: LexcardErrorCode;
  readonly cause?: unknown;
}
