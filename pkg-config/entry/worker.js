// The same functions off the main thread, for long cards: each answers with a promise. One request is under way at a
// time, and one that was given up before its turn is never begun.
import { LexcardError } from "../dist/lexcard.js";

const METHODS = [
  "applyFixes", "checkRelease", "checkReleaseJson", "classifyRelease", "classifyReleaseJson", "listLaws", "loadLawPack", "releaseBlock",
  "renderCard", "renderCheck", "renderClassification", "validateCard", "validateCardBytes", "validateCardJson", "version",
];

/** Starts a worker with an engine of its own. `given` is a worker that runs `worker-thread.js`, where a page has to make it itself. */
export function startWorker(given) {
  const waiting = [];
  let current;
  let count = 0;
  let worker;

  const next = () => {
    current = waiting.shift();
    current?.send();
  };
  const settle = (how, value) => {
    const { [how]: end } = current ?? {};
    current = undefined;
    end?.(value);
    next();
  };
  const start = () => {
    try {
      worker = given ?? new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" });
    } catch (error) {
      throw new LexcardError("worker-failed", `no worker could be started: ${error?.message ?? error}`, error);
    }
    worker.onmessage = ({ data }) => {
      if (data.number !== current?.number) return;
      if (!data.error) settle("resolve", data.value);
      else settle("reject", data.error.misuse ? new Error(data.error.message) : new LexcardError(data.error.code, data.error.message));
    };
    // The script could not be loaded or stopped by itself: what waits may try a fresh one.
    worker.onerror = (event) => {
      event.preventDefault?.();
      worker.terminate();
      worker = undefined;
      settle("reject", new LexcardError("worker-failed", `the worker stopped: ${event.message || "its script could not be loaded"}`));
    };
  };

  /** Calls a method of the engine; `signal` gives the request up. */
  const run = (method, args = [], { signal } = {}) => new Promise((resolve, reject) => {
    if (!METHODS.includes(method)) throw new TypeError(`\`${method}\` is no method`);
    signal?.throwIfAborted();
    const request = {
      number: ++count, resolve, reject,
      send: () => {
        try {
          if (!worker) start();
          worker.postMessage({ number: request.number, method, args });
        } catch (error) {
          settle("reject", error);
        }
      },
    };
    signal?.addEventListener("abort", () => {
      const at = waiting.indexOf(request);
      if (at >= 0) waiting.splice(at, 1);
      reject(signal.reason);
    }, { once: true });
    if (current) waiting.push(request);
    else {
      current = request;
      request.send();
    }
  });

  return {
    ...Object.fromEntries(METHODS.map((method) => [method, (...args) => run(method, args)])),
    run,
    /** Ends the worker; what was asked and not answered is rejected. */
    stop() {
      worker?.terminate();
      worker = undefined;
      const left = [current, ...waiting].filter(Boolean);
      waiting.length = 0;
      current = undefined;
      for (const each of left) each.reject(new LexcardError("worker-failed", "the worker was stopped"));
    },
  };
}
