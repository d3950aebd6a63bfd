// The service on web-standard Request and Response: reads a card or a release, asks the engine, answers. It holds no rule
// and parses no card; every entry beside it only says where its platform gets requests from.
import { problem, Problem } from "./problem.js";
import { parseJson, readBody } from "./body.js";

/** What an answer can be written as: the word for `?format=`, and the media type for `Accept`. */
const FORMATS = {
  json: "application/json",
  sarif: "application/sarif+json",
  hub: "application/vnd.huggingface.validate-yaml+json",
  markdown: "text/markdown",
};
const CARDS = ["text/markdown", "text/x-markdown", "text/plain"];
const OPTIONS = ["asOf", "placedOn", "jurisdictions", "profiles", "ignore", "trace"];
const DAY = 86_400_000;

/**
 * Makes a function from Request to Response.
 *
 * @param lexcard the npm package
 * @param settings `maxBytes` of a body (1 MiB unless told), `origins` that may call from a browser (`["*"]`), `maxAge`:
 *   for how many seconds an answer may be kept though nothing changes by then, as long as you need to bring out new laws
 *   (no limit), `now` for the clock (milliseconds), which tests replace
 */
export function createHandler(lexcard, { maxBytes = 1 << 20, origins = ["*"], maxAge = Infinity, now = Date.now } = {}) {
  const { engine, lawPack } = lexcard.version();

  return async function handle(request) {
    const began = now();
    const respond = (status, body, headers = {}) => new Response(request.method === "HEAD" ? null : body, {
      status,
      headers: {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Lexcard-Engine": engine,
        "Lexcard-Laws": `${lawPack.version} (sha256 ${lawPack.sha256})`,
        Vary: "Accept, Origin",
        ...crossOrigin(request, origins),
        ...headers,
      },
    });
    try {
      if (request.method === "OPTIONS") {
        return respond(204, null, { Allow: "GET, HEAD, POST, OPTIONS", "Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "Content-Type, Accept", "Access-Control-Max-Age": "86400" });
      }
      if (request.method === "GET" || request.method === "HEAD") {
        const tag = `"${lawPack.sha256.slice(0, 16)}-${engine}"`;
        const fresh = { ETag: tag, "Cache-Control": "public, max-age=3600" };
        if (request.headers.get("If-None-Match") === tag) return respond(304, null, fresh);
        const about = { name: "lexcard", engine, lawPack, post: [...CARDS, "application/json"], formats: FORMATS, maxBytes, disclaimer: "Information about law, not legal advice." };
        return respond(200, JSON.stringify(about, null, 2), { "Content-Type": "application/json", ...fresh });
      }
      if (request.method !== "POST") throw new Problem(405, "method-not-allowed", `${request.method} is not served here; POST a card`, {}, { Allow: "GET, HEAD, POST, OPTIONS" });
      const asked = await read(request, maxBytes, now());
      const engineBegan = now();
      const { body, status = 200, changesOn } = answer(lexcard, asked);
      const until = Math.min(expiry(changesOn, asked.options.asOf, now()), now() + maxAge * 1000);
      return respond(status, body, {
        "Content-Type": asked.format === "markdown" ? "text/markdown; charset=utf-8" : FORMATS[asked.format],
        "Cache-Control": `private, max-age=${Math.floor((until - now()) / 1000)}`,
        Expires: new Date(until).toUTCString(),
        "Server-Timing": `read;dur=${engineBegan - began}, engine;dur=${now() - engineBegan}`,
      });
    } catch (error) {
      const { status, body, headers } = problem(error);
      return respond(status, body, { "Cache-Control": "no-store", ...headers });
    }
  };
}

/** What the request asks for: `{ card }` alone or `{ input }`, with options and a format. */
async function read(request, maxBytes, today) {
  const query = new URL(request.url).searchParams;
  const type = mediaType(request.headers.get("Content-Type"));
  const isCard = CARDS.includes(type);
  if (!isCard && type !== "application/json") {
    throw new Problem(415, "unsupported-media-type", `\`${type || "nothing"}\` is not read here; send ${CARDS[0]} or application/json`, {}, { "Accept-Post": [...CARDS, "application/json"].join(", ") });
  }
  const wanted = format(query, request.headers.get("Accept"));
  const text = await readBody(request, maxBytes);
  const given = isCard ? { card: text } : json(text);
  const { options = {}, repoType, content, ...input } = given;
  if (typeof options !== "object" || options === null || Array.isArray(options)) throw field("options", "must be an object");
  // The shape of the Hub's own validator: `{ content, repoType }`. Its clients read its answer whatever they accept.
  const fromHub = content !== undefined;
  if (fromHub && (input.card !== undefined || typeof content !== "string")) throw field("content", "must be the text of the card, in place of `card`");
  if (repoType !== undefined && repoType !== "model") throw field("repoType", "only `model` is checked here");
  if (fromHub) input.card = content;
  const unknown = Object.keys(input).find((key) => !["card", "files", "facts"].includes(key));
  if (unknown) throw field(unknown, "is no field; the fields are card, files, facts, options");
  if (typeof input.card !== "string") throw field("card", "must be the text of the card");
  if (wanted instanceof Problem && !fromHub) throw wanted;
  const settings = { ...fromQuery(query), ...options };
  settings.asOf ??= isoDay(today);
  const { card, files, facts } = input;
  const cardAlone = files === undefined && facts === undefined;
  const locate = (path) => place(path, given, settings);
  if (cardAlone) {
    if (!isDay(settings.asOf)) throw wrong(locate("asOf"), "`asOf` is not a day of the form YYYY-MM-DD");
    const idle = ["placedOn", "jurisdictions", "trace"].find((name) => settings[name] !== undefined);
    if (idle) throw wrong(locate(idle), `\`${idle}\` concerns duties, and they need \`files\` or \`facts\` (\`{}\` will do)`);
  }
  const form = wanted === undefined || wanted instanceof Problem ? (fromHub ? "hub" : "json") : wanted;
  return { ...(cardAlone ? { card } : { input }), options: settings, format: form, locate };
}

/** Answers from the engine, written as asked; wrong options and facts become a problem that names the place. */
function answer(lexcard, { card, input, options, format, locate }) {
  const { jurisdictions, placedOn, trace, ...ofCard } = options;
  const result = input ? lexcard.checkRelease(input, options) : lexcard.validateCard(card, ofCard);
  if (result.type === "failure") {
    const errors = result.errors.map(({ code, path, message, help }) => ({ code, ...locate(path), detail: message, help }));
    throw new Problem(422, "unprocessable", errors[0].detail, { errors });
  }
  const changesOn = result.classification?.changesOn ?? [];
  if (format === "json") return { body: JSON.stringify(result), changesOn };
  const form = { ...ofCard, format, file: "README.md" };
  const body = input ? lexcard.renderCheck(input, { ...form, jurisdictions, placedOn }) : lexcard.renderCard(card, form);
  // The Hub answers 400 where it would refuse the card.
  return { body, changesOn, status: format === "hub" && JSON.parse(body).errors.length > 0 ? 400 : 200 };
}

/** An answer holds until the next day that changes something, counted from the day it was asked about. */
function expiry(changesOn, asOf, present) {
  const today = isoDay(present);
  const next = changesOn.find((day) => day > asOf && day > today);
  return next ? Date.parse(`${next}T00:00:00Z`) : present + DAY;
}

function fromQuery(query) {
  const settings = {};
  for (const [name, value] of query) {
    if (name === "format") continue;
    if (!OPTIONS.includes(name)) throw new Problem(400, "unknown-parameter", `\`${name}\` is no parameter; there are format, ${OPTIONS.join(", ")}`, { parameter: name });
    if (name === "trace") settings.trace = value === "" || value === "true";
    else settings[name] = ["asOf", "placedOn"].includes(name) ? value : value.split(",").filter(Boolean);
  }
  return settings;
}

const isoDay = (time) => new Date(time).toISOString().slice(0, 10);

function isDay(text) {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && isoDay(time) === text;
}

/**
 * The format that `?format=` names, else the best that `Accept` allows, else nothing in particular; a problem where
 * nothing that is accepted can be given.
 */
function format(query, accept) {
  const named = query.get("format");
  if (named !== null) {
    if (Object.hasOwn(FORMATS, named)) return named;
    throw new Problem(400, "unknown-format", `\`${named}\` is no format; there are ${Object.keys(FORMATS).join(", ")}`, { parameter: "format" });
  }
  if (!accept) return undefined;
  const ranges = accept.split(",").map((range) => {
    const [type, ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const quality = parameters.find((each) => each.startsWith("q="));
    return { type, quality: quality ? Number(quality.slice(2)) || 0 : 1 };
  }).filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  for (const { type } of ranges) {
    if (["*/*", "application/*"].includes(type)) return undefined;
    const found = Object.keys(FORMATS).find((key) => FORMATS[key] === type || (type === "text/*" && key === "markdown"));
    if (found) return found;
  }
  return new Problem(406, "not-acceptable", `none of these can be answered with: ${accept.slice(0, 200)}`, { acceptable: Object.values(FORMATS) });
}

function mediaType(header) {
  const [type = "", ...parameters] = (header ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters.find((each) => each.startsWith("charset="))?.slice(8).replaceAll('"', "");
  if (charset && charset !== "utf-8" && charset !== "utf8" && charset !== "us-ascii") throw new Problem(415, "unsupported-charset", `\`${charset}\` is not read here; send UTF-8`);
  return type;
}

function json(text) {
  let value;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new Problem(400, "invalid-json", `the body is no JSON: ${error.message}`, position(text, error.message));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Problem(400, "invalid-json", "the body must be a JSON object");
  return value;
}

/** Line and column, both from one, where the runtime's message tells the position. */
function position(text, message) {
  const said = /line (\d+) column (\d+)/.exec(message);
  if (said) return { line: Number(said[1]), column: Number(said[2]) };
  const at = /end of JSON input/.test(message) ? text.length : /position (\d+)/.exec(message)?.[1];
  if (at === undefined) return {};
  const before = text.slice(0, Number(at)).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}

/** Where an engine's path such as `facts.model.parameters` or `asOf` stands in the request: a JSON pointer or a parameter. */
function place(path, given, settings) {
  if (path === "input") return { pointer: "" };
  const [first] = path.split(".");
  if (!OPTIONS.includes(first)) return { pointer: pointer(path, given) };
  return Object.hasOwn(given.options ?? {}, first) || settings[first] === undefined ? { pointer: pointer(`options.${path}`, given) } : { parameter: first };
}

/** The pointer to a dotted path; of keys that have dots themselves, the longest that is there. */
function pointer(path, given) {
  let words = path.split(".");
  let pointed = "";
  for (let node = given; words.length > 0;) {
    const isObject = typeof node === "object" && node !== null;
    let length = words.length;
    while (length > 1 && !(isObject && Object.hasOwn(node, words.slice(0, length).join(".")))) length -= 1;
    const key = words.slice(0, length).join(".");
    pointed += `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    node = isObject && Object.hasOwn(node, key) ? node[key] : undefined;
    words = words.slice(length);
  }
  return pointed;
}

const wrong = (where, detail) => new Problem(422, "unprocessable", detail, { errors: [{ ...where, detail }] });

const field = (name, what) => wrong({ pointer: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` }, `\`${name}\` ${what}`);

function crossOrigin(request, origins) {
  const origin = request.headers.get("Origin");
  const allowed = ["*", origin].find((each) => origins.includes(each));
  if (!origin || !allowed) return {};
  return { "Access-Control-Allow-Origin": allowed, "Access-Control-Expose-Headers": "Server-Timing, Lexcard-Engine, Lexcard-Laws" };
}
