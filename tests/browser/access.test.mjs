// axe-core on the demo and the panel: pages and states, light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { launch, open } from "./page.mjs";

const demo = process.env.LEXCARD_DEMO;
assert(demo, "run by `cargo xtask test`, which serves the demo and sets LEXCARD_DEMO");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();
after(() => browser.close());

async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert(found.passes.length > 20, "axe looked at the page");
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(" ")} ${failureSummary}`));
}

const PAGES = {
  "": async (page) => { await page.locator("#take summary").click(); },
  "#04-companion-app": async (page) => { await page.locator("card-editor").evaluate((editor) => editor.focus()); },
  "#06-systemic-risk": async () => {},
  "upload.html": async (page) => { await page.getByRole("button", { name: "Publish" }).click(); },
};

for (const colorScheme of ["light", "dark"]) {
  for (const [address, act] of Object.entries(PAGES)) {
    test(`no violation: /${address}, ${colorScheme}`, async () => {
      const { page } = await open(browser, demo + address);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: address === "#06-systemic-risk" ? 380 : 1280, height: 900 });
      await page.waitForSelector("lexcard-panel .duty");
      await act(page);
      assert.deepEqual(await violations(page), []);
      // Everything that can be opened, opened.
      await page.evaluate(() => { for (const each of document.querySelector("lexcard-panel").shadowRoot.querySelectorAll("details")) each.open = true; });
      assert.deepEqual(await violations(page), []);
      await page.close();
    });
  }
}
