import type * as engine from "../dist/types.js";

/** The engine's functions, answering with promises. */
export type WorkerEngine = {
  [Name in keyof typeof engine]: (typeof engine)[Name] extends (...args: infer Args) => infer Answer ? (...args: Args) => Promise<Answer> : never;
} & {
  /** Calls a function by name; `signal` gives the request up, and one whose turn had not come is never begun. */
  run<Name extends keyof typeof engine>(
    name: Name,
    args: (typeof engine)[Name] extends (...args: infer Args) => unknown ? Args : never,
    options?: { signal?: AbortSignalLike },
  ): Promise<(typeof engine)[Name] extends (...args: never[]) => infer Answer ? Answer : never>;
  /** Ends the worker; what was asked and not answered is rejected. */
  stop(): void;
};

/** What is used of an `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
}

/**
 * Starts a web worker with an engine of its own, for cards so long that they would hold up the page. It starts with the
 * first request; failures are `LexcardError`s with the code `worker-failed`, and the next request starts a fresh worker.
 * `given`: a worker that runs `lexcard/worker-thread`, where the page has to make it itself.
 */
export function startWorker(given?: object): WorkerEngine;
