// The extension in a real browser, on pages shaped like a hub's.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serveHub } from "./hub.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = join(here, "../../www/extension");
const axe = readFileSync(join(here, "../node_modules/axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "lexcard-extension-"));
const HUB = "http://hub.test";

let server;
let context;
let worker;
const asked = [];

before(async () => {
  server = await serveHub(asked);
  execFileSync(process.execPath, [join(source, "build.mjs"), "chromium", join(folder, "chromium"), HUB], { stdio: "inherit" });
  const extension = join(folder, "chromium");
  context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: process.env.CHROME,
    headless: true,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`, "--disable-features=DisableLoadExtensionCommandLineSwitch", `--host-resolver-rules=MAP hub.test:80 127.0.0.1:${server.address().port}`, "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--headless=new"],
  });
  context.on("request", (request) => asked.push(request.url()));
  worker = context.serviceWorkers()[0] ?? await context.waitForEvent("serviceworker", { timeout: 20_000 });
});

after(async () => {
  await context?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const inside = (path) => `chrome-extension://${new URL(worker.url()).host}/${path}`;
const badge = (page) => page.locator("lexcard-badge button");

async function visit(path) {
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.goto(HUB + path);
  return page;
}

async function sidePanel(hubPage, scheme = "light", width = 420) {
  // The worker knows tabs by what content scripts told it: the newest is this page's.
  const tab = await worker.evaluate(async () => Math.max(...Object.keys(await chrome.storage.session.get()).filter((key) => key.startsWith("tab ")).map((key) => Number(key.slice(4)))));
  const panel = await context.newPage();
  await panel.emulateMedia({ colorScheme: scheme });
  await panel.setViewportSize({ width, height: 900 });
  panel.complaints = [];
  panel.on("pageerror", (error) => panel.complaints.push(String(error)));
  panel.on("console", (message) => message.type() === "error" && panel.complaints.push(message.text()));
  await panel.goto(inside(`panel.html?tab=${tab}`));
  return panel;
}

async function clean(page, what) {
  await page.evaluate(axe).catch(() => page.addScriptTag({ content: axe }));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]), [], what);
}

test("a model page gets a badge, on the page and in the toolbar", async () => {
  const page = await visit("/acme/tiny-llm");
  await badge(page).waitFor();
  assert.match(await badge(page).textContent(), /^Lexcard · findings [1-9]\d* · duties \d+ · open \d+ · licence conflict$/);
  assert.equal(await page.locator("h1 lexcard-badge").count(), 1);
  const [text, title] = await worker.evaluate(async () => {
    const tab = Math.max(...Object.keys(await chrome.storage.session.get()).filter((key) => key.startsWith("tab ")).map((key) => Number(key.slice(4))));
    return [await chrome.action.getBadgeText({ tabId: tab }), await chrome.action.getTitle({ tabId: tab })];
  });
  assert.match(text, /^[1-9]\d*$/);
  assert.match(title, /^Lexcard: findings in the card \d+, duties \d+$/);
  if (process.env.LEXCARD_SHOTS) await page.screenshot({ path: join(process.env.LEXCARD_SHOTS, "ext-page.png") });
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the side panel shows duties, findings and questions, and keeps answers", async () => {
  const page = await visit("/acme/tiny-llm");
  await badge(page).waitFor();
  for (const [scheme, width] of [["light", 420], ["dark", 320]]) {
    const panel = await sidePanel(page, scheme, width);
    await panel.locator("lexcard-panel h2").first().waitFor();
    assert.equal(await panel.locator("h1").textContent(), "acme/tiny-llm");
    const words = await panel.evaluate(() => document.querySelector("lexcard-panel").shadowRoot.textContent);
    for (const expected of [/liscence/, /licen[cs]e/i, /not legal advice/i]) assert.match(words, expected);
    const { artifact, parameters, duties } = await panel.evaluate(() => {
      const { release, result } = document.querySelector("lexcard-panel");
      return { artifact: release.artifact, parameters: release["model.parameters"], duties: result.classification.duties.length };
    });
    assert.deepEqual([artifact, parameters], ["model", 8e9]);
    assert(duties > 100);
    await clean(panel, `side panel, ${scheme}`);
    assert(await panel.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    if (process.env.LEXCARD_SHOTS) await panel.screenshot({ path: join(process.env.LEXCARD_SHOTS, `ext-panel-${scheme}.png`), fullPage: true });
    if (scheme === "light") {
      await panel.evaluate(() => { document.querySelector("lexcard-panel").answers = { "training.tokens": 15e12 }; });
      await panel.waitForFunction(async () => (await chrome.storage.local.get("answers acme/tiny-llm"))["answers acme/tiny-llm"]?.["training.tokens"] === 15e12);
    } else {
      assert.equal(await panel.evaluate(() => document.querySelector("lexcard-panel").answers["training.tokens"]), 15e12);
    }
    assert.deepEqual(panel.complaints, []);
    await panel.close();
  }
  await page.close();
});

test("the Wasm is in the background worker alone", () => {
  const scripts = readdirSync(join(folder, "chromium")).filter((name) => name.endsWith(".js"));
  const naming = scripts.filter((name) => /WebAssembly/.test(readFileSync(join(folder, "chromium", name), "utf8")));
  assert.deepEqual(naming, ["background.js"]);
});

test("a textarea gets underlines that follow the text", async () => {
  const page = await visit("/acme/tiny-llm/edit/main/README.md");
  await badge(page).waitFor();
  const marked = () => page.evaluate(() => {
    const hosts = [...document.querySelectorAll("div[aria-hidden]")].map((each) => each.shadowRoot).filter(Boolean);
    return hosts.flatMap((root) => [...root.querySelectorAll("mark")].map((mark) => mark.textContent));
  });
  await page.waitForTimeout(300);
  assert((await marked()).some((text) => text.includes("liscence")), String(await marked()));
  if (process.env.LEXCARD_SHOTS) await page.screenshot({ path: join(process.env.LEXCARD_SHOTS, "ext-editor.png") });
  await page.locator("textarea").evaluate((area) => {
    area.value = area.value.replace("liscence: mit\n", "");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await page.waitForTimeout(1200);
  assert(!(await marked()).some((text) => text.includes("liscence")));
  await page.close();
});

test("an editor of lines is highlighted in place", async () => {
  const page = await visit("/acme/lines/edit/main/README.md");
  await badge(page).waitFor();
  await page.waitForFunction(() => ["error", "warning", "info", "hint"].some((each) => (CSS.highlights.get(`lexcard-${each}`)?.size ?? 0) > 0));
  const words = await page.evaluate(() => ["error", "warning", "info", "hint"].flatMap((each) => [...(CSS.highlights.get(`lexcard-${each}`) ?? [])].map(String)));
  assert(words.some((word) => word.includes("liscence")), String(words));
  if (process.env.LEXCARD_SHOTS) await page.screenshot({ path: join(process.env.LEXCARD_SHOTS, "ext-lines.png") });
  await page.close();
});

test("options are used, and wrong ones explained", async () => {
  const options = await context.newPage();
  await options.goto(inside("options.html"));
  await options.locator("#places").waitFor();
  assert.equal(await options.locator("#places").inputValue(), "worldwide");
  for (const scheme of ["light", "dark"]) {
    await options.emulateMedia({ colorScheme: scheme });
    await clean(options, `options, ${scheme}`);
    if (process.env.LEXCARD_SHOTS) await options.screenshot({ path: join(process.env.LEXCARD_SHOTS, `ext-options-${scheme}.png`) });
  }
  await options.locator("#places").fill("Atlantis");
  await options.locator("button").click();
  await options.locator("#status", { hasText: /Atlantis/ }).waitFor();
  await options.locator("#places").fill("KR");
  await options.locator("button").click();
  await options.locator("#status", { hasText: "Saved" }).waitFor();
  const page = await visit("/acme/tiny-llm");
  await badge(page).waitFor();
  const panel = await sidePanel(page);
  await panel.locator("lexcard-panel h2").first().waitFor();
  assert.deepEqual(await panel.evaluate(() => document.querySelector("lexcard-panel").release["market.places"]), ["KR"]);
  await options.evaluate(() => chrome.storage.local.clear());
  for (const each of [panel, page, options]) await each.close();
});

test("pages that are no models, models without a card, and very long cards", async () => {
  const data = await visit("/datasets/acme/data");
  await data.waitForTimeout(500);
  assert.equal(await badge(data).count(), 0);
  const bare = await visit("/acme/bare");
  await badge(bare).waitFor();
  assert.equal(await bare.locator("lexcard-badge.alone").count(), 1);
  const panel = await sidePanel(bare);
  await panel.locator("#partial", { hasText: /could not be read/ }).waitFor();
  const huge = await visit("/acme/huge");
  await badge(huge).waitFor({ timeout: 20_000 });
  for (const each of [panel, data, bare, huge]) await each.close();
});

test("the worker may stop and start: what it kept stays", async () => {
  const page = await visit("/acme/tiny-llm");
  await badge(page).waitFor();
  const panel = await context.newPage();
  await panel.goto(inside("options.html"));
  const keptTabs = () => panel.evaluate(async () => Object.keys(await chrome.storage.session.get()).filter((key) => key.startsWith("tab ")));
  const kept = await keptTabs();
  assert(kept.length >= 1);
  const session = await context.newCDPSession(panel);
  const statuses = [];
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => statuses.push(...versions.map((each) => each.runningStatus)));
  const reached = async (status) => {
    for (let tries = 0; tries < 100 && !statuses.includes(status); tries += 1) await new Promise((later) => setTimeout(later, 50));
    assert(statuses.includes(status), `${status}: ${statuses}`);
    statuses.length = 0;
  };
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await reached("stopped");
  const { value } = await panel.evaluate(() => chrome.runtime.sendMessage({ kind: "engine", method: "checkRelease", args: [{ card: "" }, {}] }));
  assert.equal(value.type, "success");
  await reached("running");
  assert.deepEqual(await keptTabs(), kept);
  await panel.close();
  await page.close();
});

test("nothing is asked of anybody but the hub", () => {
  const elsewhere = asked.filter((url) => !url.startsWith("/") && !url.startsWith(HUB) && !url.startsWith("chrome-extension:") && !url.startsWith("data:"));
  assert.deepEqual(elsewhere, []);
});
