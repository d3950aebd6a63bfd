// Where the bytes of the Wasm come from: code by crate, and the data. Reads the file before Binaryen and wasm-bindgen,
// since only that one still has names, so the sums are larger than the package's; the proportions are what counts.
// usage: node parts.mjs FILE.wasm
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const CRATES = ["lexcard_law_format", "lexcard", "pulldown_cmark", "unicase", "saphyr_parser", "spdx", "serde_json", "serde_wasm_bindgen", "postcard",
  "zmij", "dec2flt", "flt2dec", "sha2", "serde", "tsify", "wasm_bindgen", "js_sys", "dlmalloc", "hashbrown", "btree", "alloc", "core", "std"];

const bytes = readFileSync(process.argv[2]);
let at = 8;
function number() {
  for (let value = 0, scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}
const text = () => {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
};

const sections = [];
while (at < bytes.length) {
  const [id, length] = [bytes[at++], number()];
  sections.push({ id, start: at, end: at + length });
  at += length;
}

const names = new Map();
for (const section of sections.filter(({ id }) => id === 0)) {
  at = section.start;
  if (text() !== "name") continue;
  while (at < section.end) {
    const [kind, length] = [bytes[at++], number()];
    const end = at + length;
    // Kind 1 names functions, imported ones first.
    if (kind === 1) for (let left = number(); left > 0; left -= 1) names.set(number(), text());
    at = end;
  }
}
if (names.size === 0) throw new Error("this Wasm file has no names; give the one that rustc wrote");

const code = sections.find(({ id }) => id === 10);
at = code.start;
const count = number();
const imported = names.size - count;
const sizes = new Map();
for (let index = 0; index < count; index += 1) {
  const length = number();
  at += length;
  const name = names.get(index + imported) ?? "";
  const crate = CRATES.find((crate) => name.includes(crate)) ?? "other";
  // Our own code by module.
  const module = crate === "lexcard" ? name.match(/7lexcard\d+([a-z_]+)/)?.[1] ?? name.match(/lexcard\.\.([a-z_]+)/)?.[1] : undefined;
  const key = module ? `${crate}::${module}` : crate;
  sizes.set(key, (sizes.get(key) ?? 0) + length);
}

for (const [name, size] of [...sizes].sort(([, a], [, b]) => b - a)) console.log(`${String(size).padStart(8)}  ${name}`);
for (const [id, name] of [[10, "all code"], [11, "all data"]]) {
  const { start, end } = sections.find((section) => section.id === id);
  console.log(`${String(end - start).padStart(8)}  ${name}, ${brotliCompressSync(bytes.subarray(start, end)).length} as brotli`);
}
