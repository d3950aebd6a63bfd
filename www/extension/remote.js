// Stands in for the package's entry in the side panel: the engine runs in the background worker alone.
import { ask } from "./ask.js";

const far = (method) => (...args) => ask({ kind: "engine", method, args });
export const applyFixes = far("applyFixes");
export const checkRelease = far("checkRelease");
export const listLaws = far("listLaws");
export const init = async () => {};
