// The public functions, the same in every runtime. They only add today's date and the safety of `call`.
import * as engine from "../dist/lexcard.js";
import { call } from "./engine.js";

export { init, initSync, LexcardError } from "./engine.js";

/** Version of the engine. */
export function version() {
  return call(() => engine.version());
}
