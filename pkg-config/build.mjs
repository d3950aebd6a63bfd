// Makes dist/ from what wasm-bindgen and Binaryen wrote: checks the glue, wraps its functions, cuts the types to what
// callers see, and writes the inline copy. Every assumption about generated text is asserted, so that a new wasm-bindgen
// cannot change it silently.
// usage: node build.mjs GLUE_FOLDER
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { createGenerator } from "ts-json-schema-generator";

const from = resolve(process.argv[2]);
const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const read = (name) => readFileSync(join(from, name), "utf8");
const write = (name, text) => writeFileSync(join(dist, name), text);

copyFileSync(join(from, "lexcard_bg.wasm"), join(dist, "lexcard_bg.wasm"));
const wasm = readFileSync(join(dist, "lexcard_bg.wasm"));
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(here, "..", licence), join(here, licence));
assert(WebAssembly.validate(wasm), "Node refuses the optimised Wasm: an optimiser feature too many?");

// The glue must not name the Wasm file itself, or a bundler would copy it a second time; and it must run under a
// content security policy without `unsafe-eval`.
const glue = read("lexcard.js");
for (const forbidden of ["new URL(", "import.meta", "eval(", "new Function", "await import"]) {
  assert(!glue.includes(forbidden), `the glue contains \`${forbidden}\``);
}
assert.equal(glue.split("export function __wbg_reset_state").length, 2, "the glue has no way to start a fresh instance");

// The public functions are those of the glue, each run in an instance that works (see engine.js). Parameters are
// told apart by name: options get today's date where they have none, since the engine has no clock.
const PREPARED = { options: "withToday(options)", options_json: "withTodayJson(options_json)" };
// Calls that change the engine for later ones; a fresh instance is given the last of each again.
const REMEMBERED = ["loadLawPack"];
const functions = [...glue.matchAll(/^export function (\w+)\(([^)]*)\) \{$/gm)].filter(([, name]) => !name.startsWith("__"));
assert(functions.some(([, name]) => name === "version"), "the glue exports functions in a new way");
const wrappers = functions.map(([, name, parameters]) => {
  const given = parameters.split(", ").filter(Boolean).map((parameter) => PREPARED[parameter] ?? parameter).join(", ");
  const run = `() => engine.${name}(${given})`;
  return `export function ${name}(${parameters}) {\n  return ${REMEMBERED.includes(name) ? `remember("${name}", ${run})` : `call(${run})`};\n}\n`;
});
// One module, so that a page without a bundler waits for one script and not for a chain of them; every entry point and
// sub-path shares it, and with it the instance.
await build({
  stdin: {
    contents: `import * as engine from "lexcard-glue";
      import { call, remember, withToday, withTodayJson } from "./engine.js";
      export { init, initSync, LexcardError, provide as __provide } from "./engine.js";
      ${wrappers.join("\n")}`,
    resolveDir: here,
  },
  alias: { "lexcard-glue": join(from, "lexcard.js") },
  bundle: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  outfile: join(dist, "lexcard.js"),
  logLevel: "warning",
});

// The web component: one script beside, which shares the engine of the entry point for browsers.
await build({
  entryPoints: [join(here, "element/lexcard-panel.js")],
  external: ["../entry/browser.js", "../entry/worker.js"],
  bundle: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  outfile: join(dist, "element.js"),
  logLevel: "warning",
});
copyFileSync(join(here, "element/lexcard-panel.d.ts"), join(dist, "element.d.ts"));
assert(readFileSync(join(dist, "element.js"), "utf8").includes('from "../entry/browser.js"'), "the web component carries its own engine");

// The editor of the web demo: no part of the package, but made from npm's libraries as well.
const demo = join(here, "../www/demo");
if (existsSync(demo)) {
  await build({
    entryPoints: [join(demo, "editor.js")],
    nodePaths: [join(here, "node_modules")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    outfile: join(demo, "lexcard/editor.js"),
    logLevel: "warning",
  });
}

// Types: the engine's own functions and data, without the loader's, which need the DOM library.
const declared = read("lexcard.d.ts");
const [own, loader, ...rest] = declared.split(/^export type InitInput = /m);
assert(loader !== undefined && rest.length === 0, "the generated types have a new order");
const reset = "export function __wbg_reset_state(): void;\n";
assert.equal(own.split(reset).length, 2, "the generated types no longer declare the restart once");
write("types.d.ts", own.replace(reset, "").replace(/\n{3,}/g, "\n\n").trimEnd() + "\n");

// Schemas of the answers, from their types. Later versions may add fields, so none is forbidden.
const answers = { classification: "ClassifyAnswer", card: "CardAnswer", check: "CheckAnswer", laws: "LawList" };
const schemas = join(dist, "schema");
mkdirSync(schemas, { recursive: true });
for (const [name, type] of Object.entries(answers)) {
  const config = { path: join(dist, "types.d.ts"), type, tsconfig: undefined, skipTypeCheck: true, topRef: false, additionalProperties: true };
  const { $schema, definitions, ...schema } = createGenerator(config).createSchema(type);
  const text = JSON.stringify({ $schema: "https://json-schema.org/draft/2020-12/schema", $id: `https://lexcard.dev/schema/answers/${name}.json`, ...schema, $defs: definitions });
  assert($schema.includes("draft-07"), "the generator writes another draft");
  writeFileSync(join(schemas, `${name}.json`), `${text.replaceAll("#/definitions/", "#/$defs/")}\n`);
}

write(
  "inline.js",
  `// The Wasm as text, for places that cannot ship a file beside the code.
const text = "${wasm.toString("base64")}";
export default () => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
`,
);
