import * as lexcard from "lexcard";
import { createHandler } from "../../handler.js";

export const config = { runtime: "edge" };

export default createHandler(lexcard);
