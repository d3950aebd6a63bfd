// One Wasm instance, how it starts, and what happens when it breaks. Knows no function of the engine by name. The build
// puts this, the glue and the public functions into one module, dist/lexcard.js.
import startLater, { initSync as startNow, __wbg_reset_state as restart } from "lexcard-glue";

/** Thrown for misuse and for faults of our own; never for what is wrong in a user's card or release. */
export class LexcardError extends Error {
  constructor(code, message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "LexcardError";
    this.code = code;
  }
}

let runtime = {}; // what the entry point of this runtime can do: { now() } and/or { later() }, { open(fileUrl) }
let started = false;
let starting;
const remembered = new Map(); // what a fresh instance would have forgotten

/** Called by an entry point: where this runtime finds the Wasm when the caller names none. */
export function provide(ways) {
  runtime = ways;
}

/**
 * Starts the engine. Needed where Wasm has to be fetched (browsers) and with `lexcard/slim`; harmless elsewhere.
 * Takes a compiled module, bytes, a URL, a `Response`, or a promise of one; without it, the file beside the package.
 */
export async function init(moduleOrUrlOrBytes) {
  if (started) return;
  starting ??= start(moduleOrUrlOrBytes);
  try {
    await starting;
  } finally {
    starting = undefined;
  }
}

async function start(given) {
  // At once where the file can be read at once: instantiating in the background takes four times as long there.
  if (given === undefined && runtime.now && !runtime.later) return initSync();
  let source = await (given ?? runtime.later?.());
  if (source === undefined) throw new LexcardError("not-initialised", "`init` needs a Wasm module, its bytes or its URL here");
  if (runtime.open && String(source).startsWith("file:")) source = runtime.open(new URL(source));
  try {
    await startLater({ module_or_path: ofThisRealm(source) });
  } catch (error) {
    throw new LexcardError("load-failed", `the Wasm could not be loaded: ${error?.message ?? error}`, error);
  }
  started = true;
}

/** Starts the engine at once, from a compiled module or its bytes. Browsers may refuse this on a page's main thread. */
export function initSync(moduleOrBytes = runtime.now?.()) {
  if (started) return;
  if (moduleOrBytes === undefined) throw new LexcardError("not-initialised", "call `await init()` first");
  try {
    startNow({ module: ofThisRealm(moduleOrBytes) });
  } catch (error) {
    throw new LexcardError("load-failed", `the Wasm could not be loaded: ${error?.message ?? error}`, error);
  }
  started = true;
}

// Vercel's runtime compiles a module in one realm and runs us in another, where `instanceof` does not know it.
function ofThisRealm(source) {
  const foreign = Object.prototype.toString.call(source) === "[object WebAssembly.Module]" && !(source instanceof WebAssembly.Module);
  return foreign ? Object.setPrototypeOf(source, WebAssembly.Module.prototype) : source;
}

/** Runs one call into the engine, in an instance that works: a trapped one is replaced before its error is told. */
export function call(run) {
  if (!started) initSync();
  try {
    return run();
  } catch (error) {
    if (!isTrap(error)) throw error;
    replaceInstance(error);
    throw new LexcardError("engine-trap", `the engine stopped on this input and was restarted (${error.message})`, error);
  }
}

/** As `call`, for what later calls depend on: done again in every fresh instance, once it has gone well. */
export function remember(what, run) {
  const answer = call(run);
  remembered.set(what, run);
  return answer;
}

function replaceInstance(reason) {
  try {
    restart();
    for (const run of remembered.values()) run();
  } catch {
    throw new LexcardError("engine-lost", "the engine stopped and could not be restarted: load the page or worker anew", reason);
  }
}

// A stack that ran out arrives as RangeError (V8, JavaScriptCore) or InternalError (SpiderMonkey), and it too leaves
// the instance unusable. Errors that the engine throws on purpose carry a `code`.
function isTrap(error) {
  if (error instanceof WebAssembly.RuntimeError) return true;
  return error?.code === undefined && (error instanceof RangeError || error?.name === "InternalError");
}

const today = () => new Date().toISOString().slice(0, 10);

/** The options with today's date (UTC) where they name none; what is no object is left for the engine to explain. */
export function withToday(options) {
  if (options === undefined || options === null) return { asOf: today() };
  const fields = typeof options === "object" && !Array.isArray(options);
  return fields && options.asOf === undefined ? { ...options, asOf: today() } : options;
}

/** The same for options as JSON text; text that is no JSON object is left for the engine to explain. */
export function withTodayJson(text) {
  if (text === undefined || text === null) return JSON.stringify({ asOf: today() });
  try {
    return JSON.stringify(withToday(JSON.parse(text)));
  } catch {
    return text;
  }
}
