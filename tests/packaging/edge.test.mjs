// The edge functions of www/edge, on the servers they are written for. One table of requests is asked of each; the
// answers to the load are compared with the engine's own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { EdgeRuntime } from "edge-runtime";
import { output, project, tools } from "./consumer.mjs";
import { wasm } from "./worker.mjs";

const source = fileURLToPath(new URL("../../www/edge/", import.meta.url));
const folder = join(project, "edge"); // beside node_modules, as a stranger's copy would be
cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith(".rs") });
const { createHandler } = await import(pathToFileURL(join(folder, "handler.js")));
const { guard } = await import(pathToFileURL(join(folder, "guard.js")));
const lexcard = await import(pathToFileURL(join(project, "node_modules/lexcard/entry/node.js")));

const CARD = "---\nliscence: mit\n---\n# Model\n\nA model that sorts texts.\n";
const REFUSED = "---\nlicense: MIT License\n---\n# Model\n";
const FACTS = { artifact: "model", market: { places: ["EU"] }, model: { outputs: ["text"] }, licence: { id: "apache-2.0" } };
const post = (body, type, more = {}) => ({ method: "POST", body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body), headers: { "Content-Type": type, ...more.headers }, ...("query" in more ? { query: more.query } : {}) });
const JSON_TYPE = "application/json";

/** Requests and what each must answer; `see` looks closer. */
const TABLE = [
  ["a card", post(CARD, "text/markdown"), 200, JSON_TYPE, (body, headers) => {
    assert.equal(body.type, "success");
    assert(body.diagnostics.some(({ message }) => message.includes("liscence")));
    assert.match(headers.get("cache-control"), /^private, max-age=\d+$/);
  }],
  ["how long it took", post(CARD, "text/markdown", { query: "?format=json" }), 200, JSON_TYPE, (_, headers) => assert.match(headers.get("server-timing"), /engine;dur=/)],
  ["a card with a charset", post(CARD, "text/markdown; charset=UTF-8"), 200, JSON_TYPE],
  ["card and facts, and when the answer ends", post({ card: CARD, facts: FACTS, options: { asOf: "2027-01-01", jurisdictions: ["EU"] } }, JSON_TYPE), 200, JSON_TYPE, (body, headers) => {
    assert.equal(body.classification.asOf, "2027-01-01");
    const next = body.classification.changesOn.find((day) => day > "2027-01-01");
    assert.equal(new Date(headers.get("expires")).toISOString().slice(0, 10), next);
  }],
  ["JSON with a byte order mark", post(`\uFEFF${JSON.stringify({ card: CARD })}`, JSON_TYPE), 200, JSON_TYPE],
  ["SARIF by Accept", post(CARD, "text/plain", { headers: { Accept: "text/html;q=0.3, application/sarif+json" } }), 200, "application/sarif+json", (body) => assert.equal(body.version, "2.1.0")],
  ["SARIF by parameter", post({ card: CARD, facts: FACTS }, JSON_TYPE, { query: "?format=sarif" }), 200, "application/sarif+json"],
  ["Markdown", post({ card: CARD, facts: FACTS }, JSON_TYPE, { query: "?format=markdown&asOf=2026-12-02" }), 200, "text/markdown"],
  ["the Hub's own shape, refused as there", post({ content: REFUSED, repoType: "model" }, JSON_TYPE), 400, "application/vnd.huggingface.validate-yaml+json", (body) => {
    assert.deepEqual(Object.keys(body).sort(), ["errors", "warnings"]);
    assert.match(body.errors[0].message, /license/);
  }],
  ["the Hub's own shape, accepted", post({ content: "---\nlicense: mit\n---\n# M\n", repoType: "model" }, JSON_TYPE), 200, "application/vnd.huggingface.validate-yaml+json", (body) => assert.deepEqual(body.errors, [])],
  ["the Hub's own client, which accepts plain text", post({ content: REFUSED, repoType: "model" }, JSON_TYPE, { headers: { Accept: "text/plain" } }), 400, "application/vnd.huggingface.validate-yaml+json", (body) => assert.match(body.errors[0].message, /license/)],
  ["an empty card", post("", "text/markdown"), 200, JSON_TYPE],
  ["what it is", { method: "GET" }, 200, JSON_TYPE, (body) => assert.equal(body.name, "lexcard")],
  ["a method that is not served", { method: "PUT", body: CARD }, 405, null, (_, headers) => assert.equal(headers.get("allow"), "GET, HEAD, POST, OPTIONS")],
  ["a type that is not read", post(CARD, "application/xml"), 415, null, (body) => assert.match(body.detail, /application\/xml/)],
  ["no type", { method: "POST", body: new Uint8Array([65]) }, 415, null],
  ["a charset that is not read", post(CARD, "text/markdown; charset=utf-16"), 415, null],
  ["nothing to answer with", post(CARD, "text/markdown", { headers: { Accept: "image/png" } }), 406, null],
  ["bytes that are not UTF-8", post(new Uint8Array([0xff, 0xfe, 0x00]), "text/markdown"), 400, null, (body) => assert.match(body.type, /#not-utf-8$/)],
  ["no JSON", post('{\n  "card": "x",,\n}', JSON_TYPE), 400, null, (body) => {
    assert.match(body.type, /#invalid-json$/);
    if (body.line !== undefined) assert.deepEqual([body.line, body.column], [2, 15]);
  }],
  ["JSON that ends early", post('{"card":\n', JSON_TYPE), 400, null, (body) => assert.deepEqual([body.line, body.column], [2, 1])],
  ["JSON that is no object", post("[]", JSON_TYPE), 400, null],
  ["an unknown field", post({ card: CARD, fcats: {} }, JSON_TYPE), 422, null, (body) => assert.equal(body.errors[0].pointer, "/fcats")],
  ["a wrong fact", post({ card: CARD, facts: { model: { parameters: "many" } } }, JSON_TYPE), 422, null, (body) => assert.equal(body.errors[0].pointer, "/facts/model/parameters")],
  ["a wrong fact under a dotted key", post({ card: CARD, facts: { "model.parameters": "many" } }, JSON_TYPE), 422, null, (body) => assert.equal(body.errors[0].pointer, "/facts/model.parameters")],
  ["a wrong option", post({ card: CARD, facts: FACTS, options: { jurisdictions: ["XX"] } }, JSON_TYPE), 422, null, (body) => assert.equal(body.errors[0].pointer, "/options/jurisdictions")],
  ["a wrong parameter", post({ card: CARD, facts: FACTS }, JSON_TYPE, { query: "?jurisdictions=XX" }), 422, null, (body) => assert.equal(body.errors[0].parameter, "jurisdictions")],
  ["a wrong day for a card alone", post(CARD, "text/markdown", { query: "?asOf=2026-02-30" }), 422, null, (body) => assert.equal(body.errors[0].parameter, "asOf")],
  ["places for a card alone", post(CARD, "text/markdown", { query: "?jurisdictions=EU" }), 422, null, (body) => assert.match(body.detail, /duties/)],
  ["a wrong day", post({ card: CARD, facts: FACTS, options: { asOf: "soon" } }, JSON_TYPE), 422, null],
  ["no card", post({ facts: FACTS }, JSON_TYPE), 422, null],
  ["an unknown parameter", post(CARD, "text/markdown", { query: "?fromat=json" }), 400, null],
  ["an unknown format", post(CARD, "text/markdown", { query: "?format=xml" }), 400, null],
  ["too much", post("x".repeat((1 << 20) + 1), "text/markdown"), 413, null, (body) => assert.equal(body.maxBytes, 1 << 20)],
  ["preflight", { method: "OPTIONS", headers: { Origin: "https://hub.example", "Access-Control-Request-Method": "POST" } }, 204, null, (_, headers) => {
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-allow-methods"), /POST/);
  }],
];

/** What the native server leaves to a proxy: other methods, formats and shapes, parameters, CORS. */
const BEYOND_NATIVE = ["SARIF", "Markdown", "the Hub's", "what it is", "how long", "nothing to answer", "preflight", "a charset that", "an unknown parameter", "an unknown format", "a wrong parameter", "for a card alone"];
/** Of these the status alone must be the same: its `Allow` is shorter, and its pointers plainer. */
const LESS_NATIVE = ["a method that is not served", "an unknown field", "a wrong fact under a dotted key"];

async function askAll(fetch, { native = false } = {}) {
  for (const [name, { query = "", ...request }, status, type, look] of TABLE) {
    if (native && BEYOND_NATIVE.some((part) => name.includes(part))) continue;
    const see = native && LESS_NATIVE.includes(name) ? undefined : look;
    const response = await fetch(query, request);
    const text = await response.text();
    assert.equal(response.status, status, `${name}: ${text.slice(0, 300)}`);
    const given = (response.headers.get("content-type") ?? "").split(";")[0];
    if (type) assert.equal(given, type, name);
    else if (status >= 400) {
      assert.equal(given, "application/problem+json", name);
      const problem = JSON.parse(text);
      assert.equal(problem.status, status, name);
      assert(problem.type && problem.title && problem.detail, name);
      assert.equal(response.headers.get("cache-control"), "no-store", name);
    }
    see?.(given.endsWith("json") ? JSON.parse(text) : text, response.headers);
  }
}

/** Requests small and large, right and wrong, forty at a time: each answer is the engine's own. */
async function load(fetch, { native = false, requests = 5000 } = {}) {
  const kinds = [
    [post(CARD, "text/markdown", { query: "?asOf=2026-11-22" }), 200, JSON.stringify(lexcard.validateCard(CARD, { asOf: "2026-11-22" }))],
    [post({ card: CARD, facts: FACTS, options: { asOf: "2026-11-22", jurisdictions: ["EU"] } }, JSON_TYPE), 200, JSON.stringify(lexcard.checkRelease({ card: CARD, facts: FACTS }, { asOf: "2026-11-22", jurisdictions: ["EU"] }))],
    [post(`${CARD}\n${"A line of text that says little. ".repeat(600)}`, "text/markdown", { query: "?format=hub" }), 400, null],
    [post("{", JSON_TYPE), 400, null],
  ];
  kinds[2][1] = JSON.parse(lexcard.renderCard(kinds[2][0].body, { format: "hub" })).errors.length > 0 ? 400 : 200;
  // The large and the wide are a tenth of all.
  const pick = (n) => kinds[n % 10 === 9 ? 2 : n % 10 === 8 ? 3 : n % 10 === 7 ? 1 : 0];
  let next = 0;
  const one = async () => {
    while (next < requests) {
      const [{ query = "", ...request }, status, body] = pick(next++);
      const response = await fetch(query, request);
      const text = await response.text();
      if (native && query.includes("hub")) continue; // it knows no format but JSON
      assert.equal(response.status, status);
      if (body !== null) assert(text === body, "another answer than the engine's");
    }
  };
  await Promise.all(Array.from({ length: 40 }, one));
}

async function started(program, words, ready) {
  const child = spawn(program, words, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = ready.exec(said);
      if (found) resolve(`http://127.0.0.1:${found[1]}/`);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`${program} did not start: ${said}`)), 60_000).unref();
  });
  return { fetch: (query, request) => fetch(address + query, request), stop: () => child.kill("SIGKILL") };
}

/** One script of an entry, its Wasm left as an import. */
async function bundled(entry, condition) {
  const imported = new Set();
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [join(folder, entry)],
    bundle: true, format: "esm", write: false, conditions: [condition], logLevel: "error",
    plugins: [{ name: "wasm", setup: (to) => to.onResolve({ filter: /\.wasm(\?module)?$/ }, ({ resolveDir, path }) => {
      imported.add(join(resolveDir, path.replace("?module", "")));
      return { path: "./lexcard.wasm", external: true };
    }) }],
  });
  assert.deepEqual([...imported], [wasm]);
  return text;
}

test("Node", async () => {
  const server = await started(process.execPath, ["node/server.js", "0"], /http:\/\/localhost:(\d+)/);
  try {
    await askAll(server.fetch);
    await load(server.fetch);
  } finally {
    server.stop();
  }
});

test("Deno", async () => {
  const server = await started(join(tools, ".bin/deno"), ["run", "--no-prompt", "--allow-net", "--allow-read", "deno/main.js", "0"], /:(\d+)\/?/);
  try {
    await askAll(server.fetch);
    await load(server.fetch);
  } finally {
    server.stop();
  }
});

test("workerd", async () => {
  const miniflare = new Miniflare({
    cf: false,
    compatibilityDate: /compatibility_date = "(.*)"/.exec(readFileSync(join(folder, "cloudflare/wrangler.toml"), "utf8"))[1],
    modules: [
      { type: "ESModule", path: "worker.mjs", contents: await bundled("cloudflare/worker.js", "workerd") },
      { type: "CompiledWasm", path: "lexcard.wasm", contents: readFileSync(wasm) },
    ],
  });
  try {
    const fetch = (query, request) => miniflare.dispatchFetch(`http://localhost/${query}`, request);
    await askAll(fetch);
    await load(fetch);
  } finally {
    await miniflare.dispose();
  }
});

test("edge-runtime", async () => {
  const script = (await bundled("vercel/api/lexcard.js", "edge-light"))
    .replace(/^import (\w+) from "\.\/lexcard\.wasm";$/m, "const $1 = globalThis.lexcardModule;")
    .replace(/export\s*\{([^}]*)\};?/, (_, names) => `addEventListener("fetch", (event) => event.respondWith(${/(\w+) as default/.exec(names)[1]}(event.request)));`);
  assert(!/^\s*(import|export)\b/m.test(script), "the bundle is a script");
  const runtime = new EdgeRuntime({ initialCode: script, extend: (context) => Object.assign(context, { lexcardModule: new WebAssembly.Module(readFileSync(wasm)) }) });
  const fetch = (query, request) => runtime.dispatchFetch(`http://localhost/${query}`, request);
  await askAll(fetch);
  await load(fetch);
});

test("the native server", async () => {
  const server = await started(join(dirname(process.env.LEXCARD_CLI), "examples/server"), ["0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  try {
    await askAll(server.fetch, { native: true });
    const checked = await server.fetch("", post({ card: CARD, facts: FACTS, options: { asOf: "2026-11-22" } }, JSON_TYPE));
    assert.deepEqual(await checked.json(), lexcard.checkRelease({ card: CARD, facts: FACTS }, { asOf: "2026-11-22" }));
    await load(server.fetch, { native: true, requests: 1000 }); // a build for debugging is slow
  } finally {
    server.stop();
  }
});

test("a body without a length is counted as it comes", async () => {
  const handle = createHandler(lexcard, { maxBytes: 1000 });
  let pulled = 0;
  const body = new ReadableStream({ pull(controller) { pulled += 1; controller.enqueue(new Uint8Array(400)); } });
  const response = await handle(new Request("http://localhost/", { method: "POST", body, duplex: "half", headers: { "Content-Type": "text/plain" } }));
  assert.equal(response.status, 413);
  assert(pulled <= 5, `${pulled} parts were read`);
});

test("a body that ends early is no fault of ours", async () => {
  const body = new ReadableStream({ pull(controller) { controller.error(new Error("aborted")); } });
  const response = await createHandler(lexcard)(new Request("http://localhost/", { method: "POST", body, duplex: "half", headers: { "Content-Type": "text/plain" } }));
  assert.equal(response.status, 400);
  assert.match((await response.json()).type, /#unreadable$/);
});

test("an answer is kept no longer than `maxAge`, whatever the laws say", async () => {
  const now = Date.parse("2026-12-02T10:00:00Z");
  const ask = async (settings) => {
    const body = { card: CARD, facts: FACTS, options: { jurisdictions: ["EU"] } };
    const { headers } = await createHandler(lexcard, { now: () => now, ...settings })(new Request("http://localhost/", post(body, JSON_TYPE)));
    return [Number(headers.get("cache-control").match(/max-age=(\d+)/)[1]), Date.parse(headers.get("expires")) - now];
  };
  assert.deepEqual(await ask({ maxAge: 600 }), [600, 600_000]);
  const [open] = await ask({});
  assert(open > 86_400, "the next change of the laws is later than tomorrow");
  assert.equal((await ask({ maxAge: open + 1 }))[0], open);
});

test("only the origins that are named", async () => {
  const handle = createHandler(lexcard, { origins: ["https://hub.example"] });
  const from = async (origin) => (await handle(new Request("http://localhost/", { headers: { Origin: origin } }))).headers.get("access-control-allow-origin");
  assert.equal(await from("https://hub.example"), "https://hub.example");
  assert.equal(await from("https://other.example"), null);
});

test("what it is, asked again", async () => {
  const handle = createHandler(lexcard);
  const tag = (await handle(new Request("http://localhost/"))).headers.get("etag");
  assert.match(tag, /^"[\w.-]+"$/);
  assert.equal((await handle(new Request("http://localhost/", { headers: { "If-None-Match": tag } }))).status, 304);
});

test("a fault of the engine tells nothing of our inside", async (context) => {
  context.mock.method(console, "error", () => {});
  const broken = { ...lexcard, validateCard() { throw new Error("secret"); } };
  const response = await createHandler(broken)(new Request("http://localhost/", post(CARD, "text/markdown")));
  assert.equal(response.status, 500);
  assert(!(await response.text()).includes("secret"));
});

test("guard: what passes, passes untouched", async () => {
  const seen = [];
  const next = async (request) => {
    seen.push(await request.text());
    return new Response("stored", { status: 201 });
  };
  const ask = (settings, request) => guard(lexcard, settings)(new Request("http://localhost/upload", request), next);
  const good = await ask({}, post(CARD, "text/markdown"));
  assert.equal(good.status, 201);
  assert.match(good.headers.get("lexcard-findings"), /=\d/);
  assert.equal(seen.at(-1), CARD);
  const bad = await ask({}, post(REFUSED, "text/markdown"));
  assert.equal(bad.status, 422);
  assert((await bad.json()).diagnostics.every(({ severity }) => severity === "error"));
  assert.equal((await ask({ failOn: "never" }, post(REFUSED, "text/markdown"))).status, 201);
  assert.equal((await ask({}, post({ card: REFUSED, other: 1 }, JSON_TYPE))).status, 422);
  assert.equal((await ask({}, post("{", JSON_TYPE))).status, 201);
  assert.equal((await ask({}, { method: "DELETE" })).status, 201);
  const form = new FormData();
  form.set("card", new File([REFUSED], "README.md"));
  assert.equal((await ask({}, { method: "POST", body: form })).status, 422);
  assert.equal((await ask({ maxBytes: 10 }, post(CARD, "text/markdown"))).status, 413);
  assert.throws(() => guard(lexcard, { failOn: "all" }), TypeError);
  assert.throws(() => guard(lexcard, { profiles: ["annex-xiii"] }), /annex-xiii/);
});

test("the README's snippets run", async () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);
  assert(blocks.length >= 1);
  for (const [index, code] of blocks.entries()) {
    const file = join(folder, `snippet-${index}.mjs`);
    writeFileSync(file, code);
    await output(process.execPath, [file], folder);
  }
});
