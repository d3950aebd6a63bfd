// A hub as its pages look to an extension: model pages, editors of both kinds, raw cards and public data.
import { createServer } from "node:http";

const CARD = `---
liscence: mit
license: mit
base_model: meta-llama/Llama-3.1-8B
base_model_relation: finetune
pipeline_tag: text-generation
---
# Tiny LLM

A model that writes short texts. It is GDPR compliant.
`;
const LINES = CARD.trimEnd().split("\n");
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hub</title><style>:root { color-scheme: light dark } body { font: 16px/1.5 system-ui; margin: 2rem auto; max-width: 60rem } textarea { width: 100%; height: 18rem; font: 14px/1.5 monospace } .cm-editor { display: flex; font: 14px/1.5 monospace }</style>${body}`;
const about = (more = {}) => JSON.stringify({ id: "acme/tiny-llm", gated: false, createdAt: "2026-09-15T10:00:00.000Z", siblings: [{ rfilename: "README.md" }, { rfilename: "model.safetensors" }, { rfilename: "config.json" }], safetensors: { total: 8e9 }, ...more });
const EDITOR = `<div class="cm-editor"><div class="cm-gutters"><div class="cm-lineNumbers">${LINES.map((_, n) => `<div class="cm-gutterElement">${n + 1}</div>`).join("")}</div></div><div class="cm-scroller"><div class="cm-content" contenteditable="true" role="textbox" aria-label="README">${LINES.map((line) => `<div class="cm-line">${escape(line) || "<br>"}</div>`).join("")}</div></div></div>`;
const ANSWERS = {
  "/acme/tiny-llm": page("<main><h1>acme/tiny-llm</h1><p>A model.</p></main>"),
  "/acme/tiny-llm/raw/main/README.md": CARD,
  "/api/models/acme/tiny-llm": about(),
  "/acme/tiny-llm/edit/main/README.md": page(`<main><h1>Editing README.md</h1><form><textarea aria-label="README">${escape(CARD)}</textarea></form></main>`),
  "/acme/lines/edit/main/README.md": page(`<main><h1>Editing README.md</h1>${EDITOR}</main>`),
  "/acme/lines/raw/main/README.md": CARD,
  "/api/models/acme/lines": about(),
  "/acme/bare": page("<p>No heading here.</p>"),
  "/acme/huge": page("<h1>acme/huge</h1>"),
  "/acme/huge/raw/main/README.md": `${CARD}\n${"A line that says little of anything at all.\n".repeat(24_000)}`,
  "/api/models/acme/huge": about({ gated: "manual" }),
  "/datasets/acme/data": page("<h1>A data set</h1>"),
};

/** Serves it on a free loopback port; every path asked for goes to `asked`. */
export async function serveHub(asked) {
  const server = createServer((request, response) => {
    asked.push(request.url);
    const body = ANSWERS[new URL(request.url, "http://hub.test").pathname];
    // A hub's pages are strict about what they load; the extension has to live with it.
    response.writeHead(body === undefined ? 404 : 200, { "content-type": request.url.startsWith("/api") ? "application/json" : /raw/.test(request.url) ? "text/plain; charset=utf-8" : "text/html; charset=utf-8", "content-security-policy": "default-src 'self'; style-src 'unsafe-inline'" });
    response.end(body ?? "not found");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
