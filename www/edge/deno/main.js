import * as lexcard from "lexcard";
import { createHandler } from "../handler.js";

Deno.serve({ port: Number(Deno.args[0] ?? 8000) }, createHandler(lexcard));
