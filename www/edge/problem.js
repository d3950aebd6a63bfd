// Problems as RFC 9457 has them.

/** Something wrong with a request, told to its sender. */
export class Problem extends Error {
  /** `type` is the end of the problem's address; `more` are further members, `headers` go with the response. */
  constructor(status, type, detail, more = {}, headers = {}) {
    super(detail);
    Object.assign(this, { status, type, more, headers });
  }
}

const TITLES = {
  400: "Bad request", 405: "Method not allowed", 406: "Not acceptable", 413: "Content too large", 415: "Unsupported media type",
  422: "Unprocessable content", 500: "Internal error",
};
const PAGE = "https://github.com/lexcard/lexcard/blob/main/www/edge/README.md#";

/** Status, body and headers of an error; one that is not the sender's fault says nothing of our inside. */
export function problem(error) {
  const ours = !(error instanceof Problem);
  const { status, type, message, more, headers } = ours ? new Problem(500, "internal-error", "the engine failed on this input; the next request is served as usual") : error;
  if (ours) console.error(error);
  return {
    status,
    body: JSON.stringify({ type: PAGE + type, title: TITLES[status], status, detail: message, ...more }),
    headers: { "Content-Type": "application/problem+json", ...headers },
  };
}
