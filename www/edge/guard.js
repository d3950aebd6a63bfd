// A guard for an upload route: it reads the card out of a copy of the request and lets the request pass untouched, or
// answers in its place with what is wrong.
import { Problem, problem } from "./problem.js";
import { parseJson, readBody, readBytes } from "./body.js";

const SEVERITIES = ["error", "warning", "info", "hint"];

/**
 * Makes a middleware `(request, next) => Response`.
 *
 * @param lexcard the npm package
 * @param settings `failOn`: the least severity that blocks (`error`; `never` only counts); `maxBytes` of a request, beyond
 *   which it answers 413; `profiles` and `ignore` as for `validateCard`; `cardOf`: finds the card in a copy of the request and answers its text, or undefined to let
 *   the request pass
 */
export function guard(lexcard, { failOn = "error", maxBytes = 1 << 20, cardOf = cardInBody, profiles = [], ignore = [] } = {}) {
  if (failOn !== "never" && !SEVERITIES.includes(failOn)) throw new TypeError(`failOn: \`${failOn}\` is none of ${SEVERITIES.join(", ")}, never`);
  const options = { profiles, ignore };
  const check = (card) => {
    const result = lexcard.validateCard(card, options);
    if (result.type === "failure") throw new TypeError(result.errors[0].message);
    return result.diagnostics;
  };
  check(""); // wrong settings are told now, not to the first who uploads
  const blocks = (severity) => failOn !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
  return async (request, next) => {
    let found = [];
    try {
      const card = await cardOf(request.clone(), maxBytes);
      if (card !== undefined) found = check(card);
      const wrong = found.filter(({ severity }) => blocks(severity));
      if (wrong.length > 0) throw new Problem(422, "card-refused", `the model card has ${wrong.length} finding${wrong.length > 1 ? "s" : ""} that block the upload`, { diagnostics: wrong });
    } catch (error) {
      const { status, body, headers } = problem(error);
      return new Response(body, { status, headers });
    }
    const response = await next(request);
    if (found.length === 0) return response;
    const counted = SEVERITIES.map((severity) => [severity, found.filter((each) => each.severity === severity).length]).filter(([, count]) => count > 0);
    const headers = new Headers(response.headers);
    headers.set("Lexcard-Findings", counted.map(([severity, count]) => `${severity}=${count}`).join(", "));
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  };
}

/** A card sent by itself, in `{ "card": … }`, or as the file `README.md` of a form. */
export async function cardInBody(request, maxBytes) {
  if (!["POST", "PUT", "PATCH"].includes(request.method)) return undefined;
  const type = (request.headers.get("Content-Type") ?? "").split(";")[0].trim().toLowerCase();
  if (["text/markdown", "text/x-markdown"].includes(type)) return readBody(request, maxBytes);
  if (type === "application/json") {
    const text = await readBody(request, maxBytes);
    try {
      const { card } = parseJson(text);
      return typeof card === "string" ? card : undefined;
    } catch {
      return undefined; // for the route itself to refuse
    }
  }
  if (type === "multipart/form-data") {
    const bytes = await readBytes(request, maxBytes);
    const form = await new Response(bytes, { headers: { "Content-Type": request.headers.get("Content-Type") } }).formData().catch(() => undefined);
    for (const value of form?.values() ?? []) {
      if (typeof value !== "string" && value.name === "README.md") return value.text();
    }
  }
  return undefined;
}
