// <lexcard-panel> as a hub's form uses it, on the sample upload page.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch, open } from "./page.mjs";

const demo = process.env.LEXCARD_DEMO;
assert(demo, "run by `cargo xtask test`, which serves the demo and sets LEXCARD_DEMO");
const browser = await launch();
after(() => browser.close());

async function form() {
  const opened = await open(browser, `${demo}upload.html`);
  await opened.page.waitForSelector("lexcard-panel .duty");
  await settled(opened.page);
  return opened;
}
const settled = (page) => page.evaluate(() => document.querySelector("lexcard-panel").refresh().then(() => undefined));
const inPanel = (page, read) => page.evaluate(`(() => { const panel = document.querySelector("lexcard-panel"); return (${read})(panel); })()`);

test("errors in the card keep the form back, and mending them lets it go with its answers", async () => {
  const { page, complaints } = await form();
  await page.getByRole("button", { name: "Publish" }).click();
  assert.equal(await page.locator("#received").isVisible(), false, "held back");
  assert.equal(await inPanel(page, "(panel) => panel.validity.customError"), true);
  assert.match(await inPanel(page, "(panel) => panel.validationMessage"), /^3 findings/);

  await page.getByRole("button", { name: "Apply 2 safe fixes" }).click();
  const card = await page.inputValue("#card");
  assert(card.includes("license: apache-2.0\n") && card.includes("base_model_relation: finetune\n"), card);
  await page.fill("#card", card.replace("- Gaelic", "- gd"));
  await page.waitForFunction(() => document.querySelector("lexcard-panel").validity.valid);

  // A warning is left: it holds the form back once.
  await page.getByRole("button", { name: "Publish" }).click();
  assert.equal(await page.locator("#received").isVisible(), false, "asked once");
  assert.match(await page.textContent("lexcard-panel .trouble"), /1 finding in the model card\. Send the form again/);
  await page.getByRole("button", { name: "Yes", exact: true }).first().click();
  await settled(page);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.waitForSelector("#received:not([hidden])");
  const sent = JSON.parse(await page.textContent("#sent"));
  assert.equal(sent.repository, "fernhill/thistle-3b");
  assert.equal(sent.lexcard.facts.artifact, "model");
  assert(Object.values(sent.lexcard.facts).includes(true), "the answer goes along");
  assert.equal(sent.lexcard.findings.error, 0);
  assert.match(sent.lexcard.lawPack.sha256, /^[0-9a-f]{64}$/);
  assert.deepEqual(complaints.filter((words) => !words.includes("invalid form control")), []);
  await page.close();
});

test("one undo takes a fix back, and reset forgets the answers", async () => {
  const { page } = await form();
  const before = await page.inputValue("#card");
  await page.getByRole("button", { name: "Apply 2 safe fixes" }).click();
  assert.notEqual(await page.inputValue("#card"), before);
  await page.keyboard.press("Control+z");
  assert.equal(await page.inputValue("#card"), before);
  await page.getByRole("button", { name: "Yes", exact: true }).first().click();
  await settled(page);
  assert.equal(await inPanel(page, "(panel) => Object.keys(panel.answers).length"), 1);
  await page.getByRole("button", { name: "Start over" }).click();
  assert.equal(await inPanel(page, "(panel) => Object.keys(panel.answers).length"), 0);
  await page.close();
});

test("the licence is told: what it allows, what it gives away, how open that is", async () => {
  const { page } = await form();
  const told = async (facts) => {
    await page.evaluate(async (facts) => {
      const panel = document.querySelector("lexcard-panel");
      document.querySelector("#card").value = "---\nlicense: apache-2.0\n---\n# M\n\nA model.\n";
      panel.facts = facts;
      await panel.refresh();
    }, facts);
    const place = page.locator("lexcard-panel .part-licence");
    return (await place.isVisible()) ? place.innerText() : "";
  };
  const alone = await told({});
  assert.match(alone, /Apache License 2\.0\s+Free and open, by the EU’s test/);
  assert.match(alone, /Allows\s+Get the weights, Use them for any purpose, Change them, Pass them on/);
  assert.doesNotMatch(alone, /base model/);
  const derived = await told({ base: { id: "meta-llama/Llama-3.1-8B", relation: "finetune" } });
  assert.match(derived, /Beside the base model’s licence\s+Gives away more/);
  assert.match(derived, /700,000,000 users a month/);
  const closed = await told({ artifact: "model", public: { weights: true }, licence: { id: "cc-by-nc-4.0" } });
  assert.match(closed, /Not open source, by the EU’s test/);
  assert.match(closed, /Open Source AI Definition 1\.0\s+Does not meet it/);
  assert.match(closed, /Fails on\s+use for any purpose, without asking/);
  await page.close();
});

test("underlines lie under the words, and a note tells what is wrong", async () => {
  const { page } = await form();
  const marks = await page.evaluate(() => {
    const host = document.querySelector("#card + [aria-hidden]");
    return [...host.shadowRoot.querySelectorAll("mark")].map((mark) => { const { x, y, width, height } = mark.getBoundingClientRect(); return { words: mark.textContent, x, y, width, height }; });
  });
  const licence = marks.find(({ words }) => words === "apache2");
  assert(licence, JSON.stringify(marks));
  const box = await page.locator("#card").boundingBox();
  assert(licence.y > box.y && licence.x > box.x && licence.x + licence.width < box.x + box.width);
  // Nine letters of the same width stand before the word; that is where the browser itself puts a caret.
  const wide = licence.width / "apache2".length;
  const start = await page.locator("#card").evaluate((area) => parseFloat(getComputedStyle(area).paddingLeft) + parseFloat(getComputedStyle(area).borderLeftWidth));
  assert(Math.abs(licence.x - (box.x + start + wide * "license: ".length)) < 1.5, "the underline begins with the word");
  await page.mouse.move(licence.x + licence.width / 2, licence.y + licence.height / 2);
  await page.waitForFunction(() => document.querySelector("lexcard-panel").shadowRoot.querySelector(".note").matches(":popover-open"));
  assert.match(await page.textContent("lexcard-panel .note"), /apache-2\.0/);
  // The same by keyboard: caret on the word, and Escape to be rid of it.
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => !document.querySelector("lexcard-panel").shadowRoot.querySelector(".note").matches(":popover-open"));
  await page.locator("#card").evaluate((area) => { area.focus(); area.setSelectionRange(14, 14); });
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("lexcard-panel").shadowRoot.querySelector(".note").matches(":popover-open"));
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("lexcard-panel").shadowRoot.querySelector(".note").matches(":popover-open"));
  await page.close();
});

test("questions are answered by keyboard alone, and focus goes on to the next", async () => {
  const { page, complaints } = await form();
  const asked = () => page.textContent("lexcard-panel #question");
  const seen = new Set();
  let answered = 0;
  for (let round = 0; round < 12; round++) {
    const now = await asked();
    assert(!seen.has(now), `asked twice: ${now}`);
    seen.add(now);
    const yes = page.locator("lexcard-panel .question").getByRole("button", { name: "Yes", exact: true });
    const last = round % 3 !== 2 && (await yes.count()) ? yes : page.locator("lexcard-panel .question").getByRole("button", { name: "I don’t know" });
    if (last === yes) answered += 1;
    await last.press("Enter");
    await page.waitForFunction((words) => document.querySelector("lexcard-panel").shadowRoot.querySelector("#question")?.textContent !== words, now);
    assert.equal(await inPanel(page, "(panel) => panel.shadowRoot.activeElement?.id"), "question");
  }
  assert.equal(await inPanel(page, "(panel) => Object.keys(panel.answers).length"), answered);
  assert(answered > 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("typing is answered without being asked, and half-typed answers and open details stay", async () => {
  const { page } = await form();
  const details = page.locator("lexcard-panel .duty details").first();
  await details.locator("summary").click();
  const changes = page.evaluate(() => new Promise((done) => document.addEventListener("lexcard-change", ({ detail }) => done(detail.result.card.diagnostics.length), { once: true })));
  await page.fill("#card", "---\nlicense: mit\nlanguage: English\n---\n# A model\n");
  assert(Number.isInteger(await changes));
  assert.equal(await details.evaluate((each) => each.open), true);
  await page.close();
});

test("words can be given in another language, plural forms and direction included", async () => {
  const { page } = await form();
  await page.evaluate(() => {
    document.documentElement.lang = "ar";
    document.documentElement.dir = "rtl";
    const panel = document.querySelector("lexcard-panel");
    panel.strings = { yes: "نعم", duties: "الالتزامات", lifts: { one: "واحد", two: "اثنان", few: "{n} قليل", other: "{n}" } };
    panel.lang = "ar";
  });
  assert((await page.textContent("lexcard-panel .part-duties h3")).startsWith("الالتزامات"));
  assert.equal(await page.locator("lexcard-panel .question").getByRole("button", { name: "نعم" }).count(), 1);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert(over <= 0, `${over} px too wide`);
  // Marks stand at the start of their line, which is the right one.
  const places = await inPanel(page, "(panel) => { const each = panel.shadowRoot.querySelector('.finding'); return [each.querySelector('.icon').getBoundingClientRect().x, each.querySelector('div').getBoundingClientRect().x]; }");
  assert(places[0] > places[1], String(places));
  await page.close();
});

test("wrong facts of a host are told, and the next right ones are answered", async () => {
  const { page } = await form();
  await inPanel(page, "(panel) => { panel.facts = { artifact: 'teapot' }; }");
  await page.waitForFunction(() => document.querySelector("lexcard-panel").result.type === "failure");
  assert.match(await page.textContent("lexcard-panel .trouble"), /teapot/);
  await inPanel(page, "(panel) => { panel.facts = { artifact: 'model' }; }");
  await page.waitForFunction(() => document.querySelector("lexcard-panel").result.type === "success");
  assert.equal(await page.locator("lexcard-panel .trouble").isVisible(), false);
  await page.close();
});
