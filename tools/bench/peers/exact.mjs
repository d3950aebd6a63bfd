// The exact stack: every value and every heading knows its place in the text, as findings with squiggles need. The
// same work as in quick.mjs.
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { parseDocument } from "yaml";
import { valid } from "./schema.mjs";

const remark = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm);

export function check(markdown) {
  const tree = remark.parse(markdown);
  const block = tree.children.find((node) => node.type === "yaml");
  const ok = valid(parseDocument(block?.value ?? "").toJS());
  return { ok, headings: tree.children.filter((node) => node.type === "heading").length };
}
