// Makes the project that a stranger would have: an empty folder with the packed package installed from its tarball.
// usage: node prepare.mjs FOLDER
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const folder = resolve(process.argv[2]);
const source = fileURLToPath(new URL("../../pkg-config", import.meta.url));
const npm = (cwd, ...words) => execFileSync("npm", words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const [packed] = JSON.parse(npm(source, "pack", "--json", "--pack-destination", folder));
const shipped = packed.files.map((file) => file.path);
const copies = shipped.filter((path) => path.endsWith(".wasm"));
assert.deepEqual(copies, ["dist/lexcard_bg.wasm"], "the tarball has exactly one Wasm file");
for (const path of shipped) assert(!/node_modules|\.rs$|size\.|build\.mjs/.test(path), `${path} does not belong in the tarball`);

writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
npm(folder, "install", "--offline", "--no-audit", "--no-fund", "--omit=dev", join(folder, packed.filename));
assert(readdirSync(join(folder, "node_modules")).includes("lexcard"));
console.log(`packed ${packed.filename}: ${packed.files.length} files, ${packed.size} bytes`);
