// The demo: a card and facts in, duties and findings out. Holds no rule and parses nothing; all answers are the engine's.
import { init, checkRelease, applyFixes, version } from "./lexcard/entry/browser.js";

const SAMPLES = [
  ["1-open-llm", "Open 8B language model"],
  ["2-hobby-lora", "Hobby LoRA at midnight"],
  ["3-image-demo", "Image model with a demo"],
  ["4-companion-app", "Companion app"],
  ["5-cv-ranker", "CV ranking system"],
  ["6-systemic-risk", "Open 405B model, systemic risk"],
  ["7-hub-mirror", "Hub that mirrors a model"],
  ["8-non-commercial-llm", "Non-commercial 8B model"],
  ["", "Blank: start from your own card"],
];
const $ = (id) => document.getElementById(id);
const state = { card: "", facts: {}, skipped: new Set(), sample: "", answer: undefined };

/** Builds an element: `el("p", { class: "x" }, "text", child)`. Text stays text; nothing is parsed as HTML. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return node;
}

function setFact(path, value) {
  const steps = path.split(".");
  const last = steps.pop();
  let at = state.facts;
  for (const step of steps) at = at[step] ??= {};
  if (value === undefined) delete at[last];
  else at[last] = value;
}

// --- reading and answering -------------------------------------------------------------------------------------------

function options() {
  return { asOf: $("as-of").value, jurisdictions: $("place").value ? [$("place").value] : [] };
}

function update() {
  if (!$("as-of").value) return;
  state.answer = checkRelease({ card: state.card, facts: state.facts }, options());
  showCard();
  showDuties();
}

let waiting;
function later() {
  clearTimeout(waiting);
  waiting = setTimeout(update, 150);
}

// --- the card --------------------------------------------------------------------------------------------------------

function showCard() {
  const { answer } = state;
  const found = answer.type === "success" ? answer.card.diagnostics : [];
  const marks = $("marks");
  marks.replaceChildren();
  let at = 0;
  for (const d of found) {
    const { start, end } = d.offset;
    if (start < at || end <= start) continue;
    marks.append(state.card.slice(at, start), el("mark", { class: d.severity }, state.card.slice(start, end)));
    at = end;
  }
  marks.append(`${state.card.slice(at)}\n`);
  const count = (severity) => found.filter((d) => d.severity === severity).length;
  const said = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
  $("finding-count").textContent = state.card.trim()
    ? `${said(count("error"), "error")}, ${said(count("warning"), "warning")}, ${said(count("info") + count("hint"), "hint")}`
    : "Paste a card, or pick a sample.";
  $("fix-all").hidden = !found.some((d) => d.fixes?.some((f) => f.safety === "safe"));
  const rank = { error: 0, warning: 1, info: 2, hint: 3 };
  const order = [...found].sort((a, b) => rank[a.severity] - rank[b.severity] || a.offset.start - b.offset.start);
  // What the card gets wrong comes before what duties ask of it besides.
  const gaps = order.filter((d) => d.code === "CARD400");
  $("findings").replaceChildren(...order.filter((d) => d.code !== "CARD400").map(finding));
  $("gaps").replaceChildren(...gaps.map(finding));
  $("gap-count").textContent = `What duties ask for and the card does not show (${gaps.length})`;
  $("gap-box").hidden = gaps.length === 0;
}

function finding(d) {
  const cite = d.citations?.[0];
  return el("li", { class: d.severity },
    el("button", { type: "button", class: "go", onclick: () => select(d.offset) }, d.message),
    el("small", {}, `${d.severity} ${d.code} · line ${d.range.start.line + 1}`, cite ? ` · ${cite.work} ${cite.locator}` : ""),
    d.help && el("span", { class: "meta" }, d.help),
    d.fixes?.length && el("div", { class: "fixes" }, d.fixes.map((fix) =>
      el("button", { type: "button", onclick: () => apply([fix], true) }, fix.title, fix.safety === "unsafe" ? " (to be filled in)" : ""))));
}

function select({ start, end }) {
  const box = $("card");
  box.focus();
  box.setSelectionRange(start, end);
  const lines = state.card.slice(0, start).split("\n").length;
  box.scrollTop = Math.max(0, (lines - 6) * 21);
}

function apply(fixes, unsafe) {
  state.card = applyFixes(state.card, fixes, { unsafe });
  $("card").value = state.card;
  update();
}

// --- the duties ------------------------------------------------------------------------------------------------------

function showDuties() {
  const { answer } = state;
  const box = $("result");
  if (answer.type === "failure") {
    box.replaceChildren(el("p", {}, "The input could not be read:"),
      el("ul", { class: "plain" }, answer.errors.map((e) => el("li", {}, `${e.path ? `${e.path}: ` : ""}${e.message} ${e.help ?? ""}`))));
    return;
  }
  const c = answer.classification;
  const applies = c.duties.filter((d) => d.status === "applies" && d.kind !== "option");
  const mine = applies.filter((d) => d.yours !== false).sort(byDate);
  const others = applies.filter((d) => d.yours === false);
  const soon = c.duties.filter((d) => d.phase === "upcoming" && d.condition === "yes" && d.yours !== false).sort(byDate);
  const open = c.duties.filter((d) => d.status === "undetermined");
  const figure = (kind, n, word) => el("div", { class: kind }, el("b", {}, String(n)), el("span", {}, word));
  box.replaceChildren(
    el("div", { class: "figures" }, figure("now", mine.length, "yours now"), figure("soon", soon.length, "to come"),
      figure("open", open.length, "open"), figure("", others.length, "borne by others")),
    ...question(c),
    ...group("To do now", mine, "now", "nothing that is decided"),
    ...group("To come", soon, "soon"),
    ...exemptions(c),
    ...openDuties(open, c),
    ...(c.plan ? plan(c.plan) : []),
    ...(others.length ? [more(`Borne by others (${others.length})`, byActor(others))] : []),
    ...(c.notes.length ? [more(`Good to know (${c.notes.length})`, [el("ul", { class: "plain" }, c.notes.map((n) => el("li", {}, n.text)))])] : []),
    ...(c.nearMisses.length ? [more("What would change this", [el("ul", { class: "plain" }, c.nearMisses.map((m) =>
      el("li", {}, `${m.fact}: ${JSON.stringify(m.instead)} instead of ${JSON.stringify(m.value)} would change ${m.changes.length} answers (${m.changes.slice(0, 4).map((x) => `${x.duty} → ${x.to}`).join(", ")})`)))])] : []),
    more(`Timeline (${c.changesOn.length} changes ahead)`, [el("dl", { class: "line" }, c.timeline.flatMap((e) =>
      [el("dt", {}, e.date), el("dd", {}, `${e.event}: ${e.duties.slice(0, 6).join(", ")}${e.duties.length > 6 ? ` and ${e.duties.length - 6} more` : ""}`)]))]),
    more("Not checked", [el("ul", { class: "plain" }, c.notCovered.map((t) => el("li", {}, t)))]),
    ...c.warnings.map((w) => el("p", { class: "meta" }, w)),
  );
  $("foot").textContent = `${c.disclaimer} Engine ${c.engine.version}, laws ${c.lawPack.version} (${c.lawPack.sha256.slice(0, 12)}…), checked through ${c.lawPack.coversThrough}.`;
}

const byDate = (a, b) => (b.appliesFrom ?? "").localeCompare(a.appliesFrom ?? "") || a.id.localeCompare(b.id);

function group(title, duties, kind, none) {
  if (!duties.length && !none) return [];
  const head = el("h3", {}, title, duties.length ? el("small", {}, String(duties.length)) : "");
  if (!duties.length) return [head, el("p", { class: "quiet" }, none)];
  const shown = duties.slice(0, 12).map((d) => duty(d, kind));
  const rest = duties.slice(12);
  return [head, el("div", { class: "duties" }, shown),
    ...(rest.length ? [more(`${rest.length} more`, [el("div", { class: "duties" }, rest.map((d) => duty(d, kind)))])] : [])];
}

function duty(d, kind) {
  const because = d.because.slice(0, 8).map((b) => `${b.fact ?? b.judgement} = ${JSON.stringify(b.value)}`);
  const date = d.appliesFrom ? `${kind === "soon" ? "from" : "since"} ${d.appliesFrom}` : "";
  return el("details", { class: `duty ${kind}` },
    el("summary", {},
      el("b", {}, d.title, d.kind === "prohibition" ? el("span", { class: "tag" }, "prohibition") : "", d.yours === undefined ? el("span", { class: "tag" }, `is the ${d.actorLabel.toLowerCase()} you?`) : ""),
      el("span", { class: "when" }, date),
      el("span", { class: "where" }, d.citations.map((c) => `${c.work} ${c.locator}`)[0] ?? d.id)),
    el("div", { class: "body" },
      el("p", {}, d.text || d.title),
      el("p", { class: "meta" }, `Borne by: ${d.actorLabel}. `, d.enforcedFrom ? `Enforced from ${d.enforcedFrom}. ` : "", `Our reading rests on a ${d.grade} source. `),
      d.penalty && el("p", { class: "meta" }, d.penalty.text),
      el("p", { class: "meta" }, "Where: ", d.citations.flatMap((c, n) => [n ? "; " : "", c.url ? el("a", { href: c.url, rel: "noopener noreferrer" }, `${c.work} ${c.locator}`) : `${c.work} ${c.locator}`])),
      because.length > 0 && el("p", { class: "meta" }, `Because: ${because.join("; ")}`),
      d.notOn?.length > 0 && el("p", { class: "meta" }, `Not on: ${d.notOn.map((n) => `${n.actor} (${n.reason})`).join(" ")}`),
      d.unmodelled?.length > 0 && el("p", { class: "meta" }, `Not captured: ${d.unmodelled.join("; ")}`)));
}

function byActor(duties) {
  const groups = Map.groupBy ? Map.groupBy(duties, (d) => d.actorLabel) : duties.reduce((m, d) => m.set(d.actorLabel, [...(m.get(d.actorLabel) ?? []), d]), new Map());
  return [...groups].map(([actor, list]) => el("div", {}, el("p", {}, el("b", {}, actor)),
    el("ul", { class: "plain" }, list.map((d) => el("li", {}, `${d.title} (${d.citations[0]?.work ?? ""} ${d.citations[0]?.locator ?? ""})`)))));
}

function exemptions(c) {
  const shown = c.exemptions.filter((e) => e.relevant && e.lifts.length);
  if (!shown.length) return [];
  const sign = { met: "✓", notMet: "✗", unknown: "?" };
  const word = { met: "met", notMet: "not met", unknown: "open" };
  return [el("h3", {}, "Exemptions"), el("div", { class: "duties" }, shown.map((e) => el("details", { class: "duty", open: e.status !== "met" && e.id === "eu.ai-act/53-2" },
    el("summary", {}, el("b", {}, el("span", { class: e.status, "aria-hidden": "true" }, `${sign[e.status]} `), e.title), el("span", { class: "when" }, { met: "holds", notMet: "does not hold", unknown: "open" }[e.status]),
      el("span", { class: "where" }, `lifts ${e.lifts.map((id) => id.split("/")[1]).join(", ")}`)),
    el("div", { class: "body" }, el("p", {}, e.text),
      el("ul", { class: "limbs" }, e.limbs.map((l) => el("li", {}, el("span", { class: l.status, role: "img", "aria-label": word[l.status] }, sign[l.status]), l.text)))))))];
}

function openDuties(open, c) {
  if (!open.length) return [];
  const leaning = { applies: "leaning towards a duty", doesNotApply: "leaning against" };
  const list = open.slice(0, 40).map((d) => el("li", {}, el("b", {}, d.title), ` (${d.citations[0]?.work ?? ""} ${d.citations[0]?.locator ?? ""})`,
    d.unverified ? ": would apply, but our source is not verified" : d.leaning ? `: ${leaning[d.leaning]}` : ""));
  const laws = c.judgements.slice(0, 4).map((j) => el("li", {}, el("b", {}, j.question), ` If yes: ${j.ifYes} If no: ${j.ifNo}`, j.leaning === undefined ? "" : ` We lean to ${j.leaning ? "yes" : "no"}.`));
  return [more(`Open duties (${open.length})`, [el("ul", { class: "plain" }, list)]),
    ...(laws.length ? [more(`Questions of law for counsel (${c.judgements.length})`, [el("ul", { class: "plain" }, laws)])] : [])];
}

function plan(p) {
  const every = (n) => (n.everyHours === undefined ? "" : `, then at least every ${n.everyHours === 1 ? "hour" : `${n.everyHours} hours`}`);
  const rows = p.notices.map((n) => el("li", {}, el("b", {}, n.audience === "minors" ? "Minors" : "All users"),
    `: notice at the start of ${n.atStart}${every(n)} (strictest: ${n.strictest.join(", ") || "none"})`));
  if (p.crisis) rows.push(el("li", {}, el("b", {}, "Crisis protocol"), ` in ${p.crisis.places.join(", ")}; no service without it in ${p.crisis.gate.join(", ") || "none"}`));
  rows.push(...p.reports.map((r) => el("li", {}, `Report: ${r.jurisdiction} to ${r.to}${r.first ? `, first ${r.first}` : ""}`)));
  return [el("h3", {}, "One plan for all places"), el("ul", { class: "plain" }, rows)];
}

function more(title, children) {
  return el("details", { class: "more" }, el("summary", {}, title), ...children);
}

// --- the next question -----------------------------------------------------------------------------------------------

function question(c) {
  const q = c.nextQuestions.find((x) => !state.skipped.has(x.fact));
  if (!q) return [];
  const answer = (value) => { setFact(q.fact, value); update(); $("answer").querySelector(".ask button, .ask input")?.focus(); };
  const skip = el("button", { type: "button", onclick: () => { state.skipped.add(q.fact); showDuties(); } }, "I don't know");
  const choice = (label, value) => el("button", { type: "button", onclick: () => answer(value) }, label);
  const bears = q.decides.length || q.bearsOn;
  const choices = el("div", { class: "choices" });
  if (q.kind === "bool") choices.append(choice("Yes", true), choice("No", false));
  else if (q.kind === "choice") choices.append(...q.options.map((o) => choice(o.label, o.id)));
  else if (q.kind === "set") {
    const picked = new Set();
    choices.append(...q.options.map((o) => el("button", { type: "button", "aria-pressed": "false", onclick: (event) => {
      picked.has(o.id) ? picked.delete(o.id) : picked.add(o.id);
      event.currentTarget.setAttribute("aria-pressed", String(picked.has(o.id)));
    } }, o.label)));
    choices.append(el("button", { type: "button", class: "primary", onclick: () => answer([...picked]) }, "That is all"));
  } else {
    const kind = { number: "number", date: "date" }[q.kind] ?? "text";
    const input = el("input", { type: kind, step: "any", "aria-label": q.ask, placeholder: q.kind === "places" ? "worldwide, -EU, US-CA" : q.unit });
    const value = () => (q.kind === "number" ? Number(input.value) : q.kind === "places" ? input.value.split(",").map((p) => p.trim()).filter(Boolean) : input.value);
    choices.append(input, el("button", { type: "button", class: "primary", onclick: () => input.value && answer(value()) }, "Answer"));
  }
  choices.append(skip);
  return [el("div", { class: "ask" }, el("fieldset", {}, el("legend", {}, q.ask), q.help && el("p", { class: "meta" }, q.help), choices),
    el("p", { class: "meta" }, `${q.decides.length ? "Can decide" : "Bears on"} ${bears} ${bears === 1 ? "duty" : "duties"} · ${c.nextQuestions.length} open questions`))];
}

// --- samples, links, export ------------------------------------------------------------------------------------------

async function load(name) {
  state.sample = name;
  state.skipped.clear();
  const get = async (file) => { const r = await fetch(file); return r.ok ? r : undefined; };
  state.facts = name ? await (await get(`samples/${name}.json`)).json() : {};
  state.card = HAS_CARD.has(name) ? await (await get(`samples/${name}.md`)).text() : "";
  $("card").value = state.card;
  update();
}
const HAS_CARD = new Set(["1-open-llm", "2-hobby-lora", "3-image-demo", "4-companion-app"]);

const encode = (data) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(data)))).replaceAll("+", "-").replaceAll("/", "_");
const decode = (text) => JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))));

function wire() {
  $("sample").append(...SAMPLES.map(([id, label]) => el("option", { value: id }, label)));
  $("as-of").value = new Date().toISOString().slice(0, 10);
  $("card").addEventListener("input", () => { state.card = $("card").value; later(); });
  $("card").addEventListener("scroll", () => { $("marks").scrollTop = $("card").scrollTop; });
  $("sample").addEventListener("change", () => load($("sample").value));
  for (const id of ["as-of", "place"]) $(id).addEventListener("change", update);
  $("bar").addEventListener("submit", (event) => event.preventDefault());
  $("fix-all").addEventListener("click", () => apply(state.answer.card.diagnostics.flatMap((d) => d.fixes ?? []), false));
  $("print").addEventListener("click", () => print());
  $("link").addEventListener("click", async () => {
    // The data stay in the fragment, which no browser sends to a server.
    location.hash = encode({ card: state.card, facts: state.facts, asOf: $("as-of").value });
    try { await navigator.clipboard.writeText(location.href); $("link").textContent = "Copied"; } catch { $("link").textContent = "In the address bar"; }
    setTimeout(() => { $("link").textContent = "Copy link"; }, 2000);
  });
  $("export").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(state.answer, null, 2)], { type: "application/json" }));
    el("a", { href: url, download: "lexcard.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
}

wire();
try {
  await init();
  document.documentElement.dataset.engine = version().engine;
  const given = location.hash.length > 1 ? decode(location.hash.slice(1)) : undefined;
  if (given) {
    Object.assign(state, { card: String(given.card ?? ""), facts: given.facts ?? {} });
    if (given.asOf) $("as-of").value = given.asOf;
    $("card").value = state.card;
    $("sample").value = "";
    update();
  } else {
    await load(SAMPLES[0][0]);
  }
} catch (error) {
  $("result").replaceChildren(el("p", {}, `This page could not start: ${error?.message ?? error}`));
}
