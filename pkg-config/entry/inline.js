import bytes from "../dist/inline.js";
import { provide } from "./engine.js";
export * from "./api.js";

provide({ now: bytes, later: bytes });
