// Every example of the package's README runs, as it stands, in the runtime it says it is for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "vite";
import { launch, open, serve } from "../browser/page.mjs";
import { output, project, tools, write } from "./consumer.mjs";
import { inWorkerd } from "./worker.mjs";

const readme = readFileSync(join(project, "node_modules/lexcard/README.md"), "utf8");
const examples = [...readme.matchAll(/<!-- runs in: (\w+) -->\n```js\n([\s\S]*?)```/g)].map(([, runtime, code]) => ({ runtime, code }));

const ways = {
  async node(name, code) {
    const folder = write(name, { "main.mjs": code });
    for (const program of [[process.execPath], [join(tools, ".bin/bun")], [join(tools, ".bin/deno"), "run", "--allow-read", "--no-prompt"]]) {
      // `lexcard/slim` with Node's own file access is an example for Node.
      if (code.includes("lexcard/slim") && program[0] !== process.execPath) continue;
      assert.notEqual(await output(program[0], [...program.slice(1), "main.mjs"], folder), "");
    }
  },
  async browser(name, code) {
    const folder = write(name, { "main.js": code, "index.html": `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>` });
    await build({ root: folder, logLevel: "error", build: { assetsInlineLimit: 0, target: "esnext" } });
    const [browser, server] = await Promise.all([launch(), serve(join(folder, "dist"))]);
    try {
      const { page, complaints } = await open(browser, "about:blank");
      const said = page.waitForEvent("console", { timeout: 30_000 });
      await page.goto(server.url);
      assert.equal((await said).text(), "success");
      assert.deepEqual(complaints, []);
    } finally {
      await browser.close();
      await server.close();
    }
  },
  workerd: (name, code) => inWorkerd(name, code, async (fetch) => {
    const response = await fetch({ method: "POST", body: "# My model\n" });
    assert.equal((await response.json()).type, "success");
  }),
};

test("the README has examples for each way of starting", () => {
  assert.deepEqual(new Set(examples.map(({ runtime }) => runtime)), new Set(["node", "browser", "workerd"]));
  assert.equal(readme.match(/^```js$/gm).length, examples.length, "every example says where it runs");
});

for (const [index, { runtime, code }] of examples.entries()) {
  test(`README example ${index + 1}, in ${runtime}`, () => ways[runtime](`readme-${index}`, code));
}

test("the repository's README, its JavaScript example", () => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync(new URL("../../README.md", import.meta.url), "utf8"));
  return ways.node("readme-repository", code);
});
