// Makes the extension: an unpacked folder for one browser, from these files and the package (`cargo xtask build` first).
// usage: node build.mjs chromium|firefox FOLDER [ORIGIN…]   (origins instead of those in hubs.json)
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const pkg = join(here, "../../pkg-config");
const { build } = await import(pathToFileURL(createRequire(join(pkg, "package.json")).resolve("esbuild")));

const [browser, out, ...origins] = process.argv.slice(2);
if (!["chromium", "firefox"].includes(browser) || !out) throw new Error("usage: node build.mjs chromium|firefox FOLDER [ORIGIN…]");
const folder = resolve(out);
const hubs = origins.length ? origins : JSON.parse(readFileSync(join(here, "hubs.json"), "utf8")).map(({ origin }) => origin);
const { version } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const common = { bundle: true, minify: false, target: "es2022", legalComments: "none", logLevel: "warning", outdir: folder, absWorkingDir: here };
// In the side panel the engine is far away; see remote.js.
const farEngine = { name: "far-engine", setup: (to) => to.onResolve({ filter: /^\.\.\/entry\/browser\.js$/ }, () => ({ path: join(here, "remote.js") })) };
await build({ ...common, entryPoints: ["background.js"], format: "esm", alias: { "lexcard/slim": join(pkg, "entry/slim.js") } });
await build({ ...common, entryPoints: ["content.js"], format: "iife" });
await build({ ...common, entryPoints: ["panel.js", "options.js"], format: "esm", plugins: [farEngine] });
for (const name of ["panel.html", "options.html", "pages.css", "content.css", "_locales", "icons"]) cpSync(join(here, name), join(folder, name), { recursive: true });
cpSync(join(pkg, "dist/lexcard_bg.wasm"), join(folder, "lexcard_bg.wasm"));

const icons = Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icons/${size}.png`]));
const firefox = browser === "firefox";
writeFileSync(join(folder, "manifest.json"), `${JSON.stringify({
  manifest_version: 3,
  name: "__MSG_name__",
  description: "__MSG_description__",
  version,
  default_locale: "en",
  icons,
  action: { default_icon: icons, default_title: "__MSG_name__" },
  permissions: firefox ? ["storage"] : ["storage", "sidePanel"],
  background: firefox ? { scripts: ["background.js"], type: "module" } : { service_worker: "background.js", type: "module" },
  content_scripts: [{ matches: hubs.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`), js: ["content.js"], css: ["content.css"], run_at: "document_idle" }],
  options_ui: { page: "options.html", open_in_tab: true },
  content_security_policy: { extension_pages: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'" },
  ...(firefox
    ? {
      sidebar_action: { default_panel: "panel.html", default_title: "__MSG_name__", default_icon: icons, open_at_install: false },
      browser_specific_settings: { gecko: { id: "extension@lexcard.dev", strict_min_version: "140.0", data_collection_permissions: { required: ["none"] } } },
    }
    : { side_panel: { default_path: "panel.html" }, minimum_chrome_version: "123" }),
}, null, 2)}\n`);
