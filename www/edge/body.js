import { Problem } from "./problem.js";

/** The body, read no further than the limit: what a header promises counts, and so does what really comes. */
export async function readBytes(request, maxBytes) {
  const tooLarge = () => new Problem(413, "content-too-large", `a body may have ${maxBytes} bytes`, { maxBytes });
  if (Number(request.headers.get("Content-Length") ?? 0) > maxBytes) throw tooLarge();
  const parts = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch(() => {
      throw new Problem(400, "unreadable", "the body ended early");
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      // Not awaited: of a copied request, the other copy may never be read.
      reader.cancel().catch(() => {});
      throw tooLarge();
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

/** JSON from text with a byte order mark or without. */
export const parseJson = (text) => JSON.parse(text.replace(/^\uFEFF/, ""));

/** The body as text; a byte order mark stays, since a card with one gets a finding for it. */
export async function readBody(request, maxBytes) {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem(400, "not-utf-8", "the body is not UTF-8");
  }
}
