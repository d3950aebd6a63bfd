// The demo as a person meets it: it answers, asks, fixes and explains, and nothing leaves the page.
import assert from "node:assert/strict";
import { test, after } from "node:test";
import { launch, open } from "./page.mjs";

const demo = process.env.LEXCARD_DEMO;
assert(demo, "run by `cargo xtask test`, which serves the demo and sets LEXCARD_DEMO");
const browser = await launch();
after(() => browser.close());

async function ready() {
  const opened = await open(browser, demo);
  await opened.page.waitForFunction(() => document.querySelector("#result .figures"));
  return opened;
}

test("the first sample shows its duties and what lifts the others", async () => {
  const { page, complaints } = await ready();
  await page.fill("#as-of", "2026-11-22");
  const text = await page.textContent("#result");
  for (const words of ["Copyright policy", "Public summary of training content", "Open-source exception for general-purpose models", "Not checked"]) {
    assert(text.includes(words), words);
  }
  assert(!text.includes("Technical documentation for authorities"), "53(1)(a) is lifted");
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a card's slips are marked in their place and mended by one click", async () => {
  const { page, complaints } = await ready();
  await page.selectOption("#sample", "2-hobby-lora");
  await page.waitForFunction(() => document.getElementById("marks").textContent.includes("liscence"));
  const marked = await page.locator("#marks mark").allTextContents();
  assert(marked.includes("liscence") && marked.includes("Apache-2.0"), String(marked));
  await page.click("#fix-all");
  const card = await page.inputValue("#card");
  assert(card.includes("license: apache-2.0"), card);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("questions lead from nothing to an answer, by keyboard alone", async () => {
  const { page, complaints } = await ready();
  await page.selectOption("#sample", "");
  await page.waitForSelector(".ask legend");
  const asked = () => page.textContent(".ask legend");
  let answered = false;
  for (let n = 0; n < 25 && !answered; n++) {
    const before = await asked();
    const yes = page.getByRole("button", { name: "Yes", exact: true });
    answered = (await yes.count()) > 0;
    await (answered ? yes : page.getByRole("button", { name: "I don't know" })).press("Enter");
    await page.waitForFunction((last) => document.querySelector(".ask legend")?.textContent !== last, before);
  }
  assert(answered, "some question takes a yes");
  assert.deepEqual(complaints, []);
  await page.close();
});

test("nothing is requested after the page has loaded, and nothing from elsewhere", async () => {
  const { page, requests } = await ready();
  const before = requests.length;
  await page.fill("#card", "---\nlicense: mit\n---\n# A model\n\nText for a check.");
  await page.fill("#as-of", "2027-12-02");
  await page.selectOption("#place", "EU");
  await page.click("#link");
  await page.waitForTimeout(400);
  // The browser asks for the page's own icon again when the address changes; the page itself asks for nothing.
  assert.deepEqual(requests.slice(before).filter((url) => url !== `${demo}icon.svg`), []);
  assert(requests.every((url) => url.startsWith(demo)), String(requests));
  assert(new URL(page.url()).hash.length > 10, "the link keeps its data in the fragment");
  await page.close();
});

test("it fits a narrow screen and follows the dark scheme", async () => {
  const { page } = await ready();
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert(overflow <= 0, `${overflow} px too wide`);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notEqual(await paper(), light);
  await page.close();
});
