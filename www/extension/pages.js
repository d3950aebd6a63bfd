// What kind of page of a hub an address is. Knows no document and no network.

const RESERVED = new Set(["datasets", "spaces", "models", "docs", "blog", "settings", "join", "login", "pricing", "posts", "collections", "organizations", "new", "notifications", "search", "tasks", "learn", "api", "papers", "chat", "enterprise"]);

/** The model a page is about, and whether its README is being edited; `undefined` for every other page. */
export function modelPage(address) {
  const { origin, pathname } = new URL(address);
  const [owner, name, view, revision, ...file] = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  if (!owner || !name || RESERVED.has(owner)) return undefined;
  if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(name)) return undefined;
  const editing = (view === "edit" || view === "new") && /^readme\.md$/i.test(file.join("/"));
  if (view && !["tree", "blob", "edit", "new", "discussions", "commits"].includes(view)) return undefined;
  return { origin, id: `${owner}/${name}`, revision: ["tree", "blob", "edit"].includes(view) && revision ? revision : "main", editing };
}

/** Facts that the hub's public data about a model state; what they do not say stays open. */
export function factsOf(about, settings) {
  const facts = { "you.roles": settings.roles, "market.places": settings.places, "release.shipsInterface": false };
  const gate = { auto: ["click-through"], manual: ["discretionary-approval"], false: [] }[String(about?.gated)];
  if (gate) facts["access.gate"] = gate;
  if (about?.createdAt) facts["release.placedOn"] = about.createdAt.slice(0, 10);
  const weights = (about?.siblings ?? []).map(({ rfilename }) => rfilename);
  if (weights.some((path) => /^adapter_config\.json$/.test(path))) facts.artifact = "adapter";
  else if (weights.some((path) => /\.gguf$/.test(path)) && !weights.some((path) => /\.safetensors$|pytorch_model/.test(path))) facts.artifact = "quantisation";
  else facts.artifact = "model";
  // Of an adapter or a quantisation this would be the number of something else.
  if (facts.artifact === "model" && about?.safetensors?.total > 0) facts["model.parameters"] = about.safetensors.total;
  return facts;
}

export const filesOf = (about) => (about?.siblings ?? []).map(({ rfilename }) => rfilename).filter((path) => typeof path === "string");
