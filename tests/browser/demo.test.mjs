// The demo as a person meets it: it answers, asks, mends and explains, and nothing leaves the page.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, open } from "./page.mjs";

const demo = process.env.LEXCARD_DEMO;
assert(demo, "run by `cargo xtask test`, which serves the demo and sets LEXCARD_DEMO");
const browser = await launch();
after(() => browser.close());

/** Opens the page and waits for the first answer. Playwright's selectors look into open shadow roots by themselves. */
async function ready(at = "") {
  const opened = await open(browser, demo + at);
  await opened.page.waitForSelector("lexcard-panel .duty");
  return opened;
}

const summary = (page) => page.textContent("lexcard-panel .part-summary h2");
const changed = (page, before) => page.waitForFunction((words) => document.querySelector("lexcard-panel").shadowRoot.querySelector(".part-summary h2").textContent !== words, before);

test("the first sample shows its duties and asks what decides the rest", async () => {
  const { page, complaints } = await ready();
  await page.fill("#as-of", "2026-11-22");
  const duties = await page.textContent("lexcard-panel .part-duties");
  for (const words of ["Copyright policy", "Public summary of training content", "Art. 53(1)(c)", "yours"]) assert(duties.includes(words), words);
  // Whether usage information is public decides the open-source exception, and with it two duties.
  const before = await summary(page);
  await page.getByRole("button", { name: "Yes", exact: true }).click();
  await changed(page, before);
  const after = await page.textContent("lexcard-panel .part-duties");
  assert(!after.includes("Technical documentation for authorities"), "lifted for an open model");
  assert.equal(await page.textContent("lexcard-panel .exemption .chip.met"), "Holds");
  assert.deepEqual(complaints, []);
  await page.close();
});

test("slips in the card are underlined and mended by one click", async () => {
  const { page, complaints } = await ready();
  await page.waitForFunction(() => document.querySelector("lexcard-panel").result.card.diagnostics.length > 0);
  await page.getByRole("button", { name: /apache-2\.0/ }).click();
  await page.waitForFunction(() => document.querySelector("lexcard-panel").card.includes("license: apache-2.0"));
  assert.deepEqual(complaints, []);
  await page.close();
});

test("every sample gives an answer", async () => {
  const { page, complaints } = await ready();
  const count = await page.locator("#samples button").count();
  assert(count >= 12);
  for (let number = 0; number < count; number++) {
    const name = await page.locator("#samples button b").nth(number).textContent();
    await page.locator("#samples button").nth(number).click();
    const type = await page.evaluate(() => document.querySelector("lexcard-panel").refresh().then((result) => result.type));
    assert.equal(type, "success", name);
    const nameless = (await page.innerText("lexcard-panel")).match(/\b(kind|state|law|force|grade|source|eu|osaid|event|severity|limb)\.[a-z][\w-]*/g);
    assert.equal(nameless, null, `${name}: words without a translation`);
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test("on paper it is a few pages: what is certain with its reasons, the rest as far as it was open", async () => {
  const { page } = await ready("#02-hobby-lora");
  await page.emulateMedia({ media: "print" });
  const seen = (selector) => page.locator(`lexcard-panel ${selector}`).first().isVisible();
  assert(await seen(".duty[data-state=applies] dl.rows"), "reasons of a certain duty");
  assert.equal(await seen(".part-not-owed details .body"), false, "what was closed");
  assert.equal(await page.locator(".desk").isVisible(), false, "the editor");
  const sheets = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g);
  assert(sheets.length >= 3 && sheets.length <= 12, `${sheets.length} sheets`);
  await page.close();
});

test("a link brings the same state back, and keeps it behind the #", async () => {
  const { page } = await ready("#07-hub-mirror");
  await page.fill("#as-of", "2027-12-02");
  await page.click("#take summary");
  await page.click("[data-take=link]");
  await page.waitForFunction(() => location.hash.startsWith("#state="));
  const address = new URL(page.url());
  assert.equal(address.search, "");
  const before = await page.evaluate(() => JSON.stringify(document.querySelector("lexcard-panel").result));
  const again = await ready(address.hash);
  assert.equal(await again.page.evaluate(() => JSON.stringify(document.querySelector("lexcard-panel").result)), before);
  await page.close();
  await again.page.close();
});

test("nothing is asked for after the page has loaded, and nothing from elsewhere", async () => {
  const { page, requests } = await ready();
  await page.waitForSelector("html[data-kept]");
  const count = requests.length;
  await page.context().setOffline(true);
  await page.locator("#samples button").nth(3).click();
  await page.locator("card-editor").evaluate((editor) => editor.focus());
  await page.keyboard.press("Control+a");
  await page.keyboard.type("---\nlicense: mit\n---\n# A model\n\nText for a check.");
  await page.fill("#as-of", "2027-12-02");
  await page.click("#take summary");
  await page.click("[data-take=link]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#take summary").then(() => page.click("[data-take=markdown]"))]);
  assert(download.suggestedFilename().endsWith(".md"));
  await page.waitForTimeout(500);
  // The browser itself may ask for the page's icon again when the address changes.
  assert.deepEqual(requests.slice(count).filter((url) => !url.endsWith("/icon.svg") && !url.startsWith("blob:")), []);
  for (const url of requests) assert(url.startsWith(demo) || url.startsWith("blob:"), url);
  await page.close();
});

test("it opens without a network, once it was there", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(demo);
  await page.waitForSelector("html[data-kept]");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  await page.waitForFunction(() => document.querySelector("lexcard-panel").result?.type === "success");
  await context.close();
});

test("it fits narrow screens", async () => {
  for (const width of [320, 390, 768, 1280]) {
    const { page } = await ready();
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert(over <= 0, `${over} px too wide at ${width}`);
    await page.close();
  }
});
