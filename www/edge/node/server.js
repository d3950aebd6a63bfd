// usage: node server.js [PORT]
import { createServer } from "node:http";
import { Readable } from "node:stream";
import * as lexcard from "lexcard";
import { createHandler } from "../handler.js";

const handle = createHandler(lexcard);

const server = createServer(async (incoming, outgoing) => {
  const hasBody = !["GET", "HEAD"].includes(incoming.method);
  let response;
  try {
    response = await handle(new Request(new URL(incoming.url, "http://localhost"), {
      method: incoming.method,
      headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      body: hasBody ? Readable.toWeb(incoming) : undefined,
      duplex: "half",
    }));
  } catch {
    // A method or an address that a Request cannot have.
    response = new Response(null, { status: 400 });
  }
  // The rest of a body that was not read to its end must not be taken for the next request.
  if (hasBody && !incoming.complete) outgoing.setHeader("Connection", "close");
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
});

server.listen(Number(process.argv[2] ?? 8000), () => console.log(`http://localhost:${server.address().port}/`));
