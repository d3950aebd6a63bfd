import * as lexcard from "lexcard";
import { createHandler } from "../handler.js";

const handle = createHandler(lexcard);

export default { fetch: (request) => handle(request) };
