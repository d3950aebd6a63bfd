// Sizes of what a page downloads, against the budget in size.json; and of the Wasm with two laws and answers as data only,
// whose aim (issue 2) is 140 kB as Brotli. `--accept` writes today's sizes as the budget.
// usage: node size.mjs [TWO_LAWS.wasm] [--accept]
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TOLERANCE = 1.02;
const here = (path) => new URL(path, import.meta.url);
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** Raw, gzip -9 and Brotli 11 size in bytes of the Wasm, and of it together with the JavaScript of a browser page. */
export function sizes(twoLaws) {
  const measure = (files) => {
    const sum = (size) => files.reduce((total, file) => total + size(readFileSync(file)), 0);
    return { raw: sum((b) => b.length), gzip: sum((b) => gzipSync(b, { level: 9 }).length), brotli: sum(brotli) };
  };
  const wasm = here("dist/lexcard_bg.wasm");
  const script = ["dist/lexcard.js", "entry/browser.js"].map(here);
  return { wasm: measure([wasm]), page: measure([wasm, ...script]), ...(twoLaws && { twoLaws: measure([twoLaws]) }) };
}

function main() {
  const now = sizes(process.argv.slice(2).find((word) => word.endsWith(".wasm")));
  const file = here("size.json");
  if (process.argv.includes("--accept")) {
    writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    console.log("wrote pkg-config/size.json");
  }
  const budget = JSON.parse(readFileSync(file, "utf8"));
  let over = 0;
  console.log("                 bytes    budget");
  for (const [what, kinds] of Object.entries(budget)) {
    if (!now[what]) {
      console.log(`${what}: not measured`);
      continue;
    }
    for (const [kind, limit] of Object.entries(kinds)) {
      const size = now[what][kind];
      const fits = size <= limit * TOLERANCE;
      over += fits ? 0 : 1;
      const change = (((size - limit) / limit) * 100).toFixed(1);
      console.log(`${what.padEnd(7)} ${kind.padEnd(7)} ${String(size).padStart(7)} ${String(limit).padStart(9)}  ${change} %${fits ? "" : "  over"}`);
    }
  }
  if (over > 0) {
    console.log("Over the budget by more than 2 %. Make it smaller, or run `cargo xtask size --accept` and say in the commit what the bytes buy.");
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === new URL(`file://${process.argv[1]}`).href) main();
