import bytes from "../dist/inline.js";
import { __provide } from "../dist/lexcard.js";
export * from "../dist/lexcard.js";

__provide({ now: bytes, later: bytes });
