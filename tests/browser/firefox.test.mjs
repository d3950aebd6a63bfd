// Firefox: the extension on pages shaped like a hub's, and the demo.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { serveHub } from "./hub.mjs";

const { FIREFOX, LEXCARD_DEMO, LEXCARD_SHOTS } = process.env;
assert(FIREFOX && LEXCARD_DEMO, "run by `cargo xtask test`, which sets FIREFOX and LEXCARD_DEMO");
const source = fileURLToPath(new URL("../../www/extension", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lexcard-firefox-"));
const make = (...origins) => execFileSync(process.execPath, [join(source, "build.mjs"), "firefox", folder, ...origins], { stdio: "inherit" });

let server;
let hub;
let browser;
const asked = [];
const heard = [];

before(async () => {
  server = await serveHub(asked);
  hub = `http://127.0.0.1:${server.address().port}`;
  browser = await puppeteer.launch({ browser: "firefox", executablePath: FIREFOX, headless: true });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(url) {
  const page = await browser.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.complaints.push(message.text()));
  page.on("request", (request) => heard.push(request.url()));
  await page.goto(url);
  return page;
}

/** Waits in the page; the driver's own way needs `eval`, which the pages' policies forbid. */
async function until(page, holds, ...args) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await page.evaluate(holds, ...args)) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  assert.fail(`never held: ${holds}`);
}

const shot = (page, name) => LEXCARD_SHOTS && page.screenshot({ path: join(LEXCARD_SHOTS, `firefox-${name}.png`) });
const badgeOf = async (page) => (await page.waitForSelector("lexcard-badge >>> button")).evaluate((button) => button.textContent);

test("the manifest for the hub itself, and the extension is accepted", async () => {
  make();
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  assert.deepEqual(manifest.permissions, ["storage"]);
  assert(manifest.background.scripts && manifest.sidebar_action.default_panel);
  assert.deepEqual(manifest.content_scripts[0].matches, ["https://huggingface.co/*"]);
  make(hub);
  assert.equal(await browser.installExtension(folder), manifest.browser_specific_settings.gecko.id);
});

test("a model page gets a badge, which opens the panel in a tab, and from there the options", async () => {
  const page = await visit(`${hub}/acme/tiny-llm`);
  assert.match(await badgeOf(page), /^Lexcard · findings [1-9]\d* · duties \d+ · open \d+ · licence conflict$/);
  await shot(page, "page");
  const before = new Set(await browser.pages());
  await (await page.$("lexcard-badge >>> button")).click();
  let panel;
  for (let tries = 0; tries < 100 && !panel; tries += 1) {
    await new Promise((later) => setTimeout(later, 100));
    panel = (await browser.pages()).find((each) => !before.has(each));
  }
  await until(panel, () => document.querySelector("lexcard-panel")?.result?.card?.isCard);
  const { place, title, words, duties } = await panel.evaluate(() => {
    const shown = document.querySelector("lexcard-panel");
    return { place: location.href, title: document.querySelector("h1").textContent, words: shown.shadowRoot.textContent, duties: shown.result.classification.duties.length };
  });
  assert.match(place, /^moz-extension:.*\/panel\.html\?tab=\d+$/);
  assert.equal(title, "acme/tiny-llm");
  assert(duties > 100);
  for (const expected of [/liscence/, /not legal advice/i]) assert(expected.test(words), String(expected));
  await shot(panel, "panel");
  await panel.evaluate(() => location.assign("options.html"));
  await until(panel, () => document.querySelector("#places")?.value === "worldwide");
  const saying = (expected) => until(panel, (words) => document.querySelector("#status").textContent.includes(words), expected);
  const save = (places) => panel.evaluate((value) => {
    document.querySelector("#places").value = value;
    document.querySelector("button").click();
  }, places);
  await save("Atlantis");
  await saying("Atlantis");
  await save("KR");
  await saying("Saved");
  await shot(panel, "options");
  await panel.evaluate(() => chrome.storage.local.clear());
  assert.deepEqual(page.complaints, []);
  await panel.close();
  await page.close();
});

test("a textarea gets underlines that follow the text", async () => {
  const page = await visit(`${hub}/acme/tiny-llm/edit/main/README.md`);
  const holds = (wanted) => until(page, (expected) => {
    const roots = [...document.querySelectorAll("div[aria-hidden]")].map((each) => each.shadowRoot).filter(Boolean);
    const marks = roots.flatMap((root) => [...root.querySelectorAll("mark")]);
    return marks.some((mark) => mark.textContent.includes("liscence") && getComputedStyle(mark).textDecorationLine === "underline") === expected;
  }, wanted);
  await badgeOf(page);
  await holds(true);
  await shot(page, "editor");
  await page.$eval("textarea", (area) => {
    area.value = area.value.replace("liscence: mit\n", "");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await holds(false);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("an editor of lines is highlighted in place", async () => {
  const page = await visit(`${hub}/acme/lines/edit/main/README.md`);
  await badgeOf(page);
  await until(page, () => ["error", "warning", "info", "hint"].some((each) => [...(CSS.highlights.get(`lexcard-${each}`) ?? [])].some((range) => String(range).includes("liscence"))));
  await shot(page, "lines");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("a page that becomes another model's gets that model's badge", async () => {
  const page = await visit(`${hub}/acme/tiny-llm`);
  await badgeOf(page);
  await page.evaluate(() => history.pushState({}, "", "/acme/bare"));
  await until(page, () => !/licence conflict/.test(document.querySelector("lexcard-badge")?.shadowRoot.textContent ?? "licence conflict"));
  await page.close();
});

test("the demo answers, asks and mends", async () => {
  const page = await visit(LEXCARD_DEMO);
  await page.waitForSelector("lexcard-panel >>> .duty");
  const summary = () => page.evaluate(() => document.querySelector("lexcard-panel").shadowRoot.querySelector(".part-summary h2").textContent);
  const first = await summary();
  const answer = await page.$("lexcard-panel >>> ::-p-text(Yes)");
  await answer.click();
  await until(page, (words) => document.querySelector("lexcard-panel").shadowRoot.querySelector(".part-summary h2").textContent !== words, first);
  await page.evaluate(() => [...document.querySelector("lexcard-panel").shadowRoot.querySelectorAll("button")].find((button) => /apache-2\.0/.test(button.textContent)).click());
  await until(page, () => document.querySelector("lexcard-panel").card.includes("license: apache-2.0"));
  await shot(page, "demo");
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("no page asked anybody but the hub and the demo's own server", () => {
  assert(asked.includes("/api/models/acme/tiny-llm") && heard.includes(LEXCARD_DEMO));
  const own = [hub, LEXCARD_DEMO, "data:", "moz-extension:"];
  assert.deepEqual(heard.filter((url) => !own.some((beginning) => url.startsWith(beginning))), []);
});
