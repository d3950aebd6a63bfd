// The quick stack: plain values, line numbers at most. Reads the metadata, checks it, parses the body, counts headings:
// less than Lexcard does (no rule is run, nothing is explained), which favours the peer.
import matter from "gray-matter";
import MarkdownIt from "markdown-it";
import { valid } from "./schema.mjs";

const markdownIt = new MarkdownIt();

export function check(markdown) {
  // Without options gray-matter answers a second call from a cache.
  const { data, content } = matter(markdown, {});
  const ok = valid(data);
  const tokens = markdownIt.parse(content, {});
  return { ok, headings: tokens.filter((token) => token.type === "heading_open").length };
}
