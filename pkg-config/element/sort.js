// An answer of the engine in the order in which people read it. No DOM, no words of our own, and no law: what applies
// was decided by the engine.

const byDate = (a, b) => (a.appliesFrom ?? "9999").localeCompare(b.appliesFrom ?? "9999") || a.id.localeCompare(b.id);

/**
 * The state of a duty for a reader: `applies`, `upcoming` (its conditions hold, its day has not come), `likely`,
 * `open`, `unlikely` (undetermined, by the way it leans), `later` (its day has not come and its conditions are open) or
 * `not`.
 */
export function stateOf(duty) {
  if (duty.status === "applies") return "applies";
  if (duty.phase === "upcoming" && duty.condition === "yes") return "upcoming";
  if (duty.phase === "upcoming" && duty.condition === "unknown") return "later";
  if (duty.status !== "undetermined") return "not";
  return { applies: "likely", doesNotApply: "unlikely" }[duty.leaning] ?? "open";
}

export const STATES = ["applies", "upcoming", "likely", "open", "later", "unlikely"];

/**
 * Duties that apply, will, or may, by who bears them: groups of `{ actor, label, yours, duties }`, yours first, and in
 * each group what applies before what is open.
 */
export function groups(classification) {
  const found = new Map();
  for (const duty of classification.duties) {
    const state = stateOf(duty);
    if (state === "not") continue;
    const group = found.get(duty.actor) ?? { actor: duty.actor, label: duty.actorLabel || duty.actor, yours: duty.yours, duties: [] };
    found.set(duty.actor, group);
    group.duties.push({ ...duty, state });
  }
  const rank = (group) => (group.yours === true ? 0 : group.yours === undefined ? 1 : 2);
  const firm = (group) => group.duties.filter((duty) => duty.state === "applies" || duty.state === "upcoming").length;
  for (const group of found.values()) {
    group.duties.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || byDate(a, b));
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || firm(b) - firm(a) || b.duties.length - a.duties.length);
}

/** How many duties are in each state, and how many of those that apply are yours, or perhaps yours. */
export function counts(classification) {
  const out = { applies: 0, yours: 0, perhaps: 0, upcoming: 0, open: 0, likely: 0, not: 0 };
  for (const duty of classification.duties) {
    // What one may do is no duty.
    if (duty.kind === "option") continue;
    const state = stateOf(duty);
    if (state === "applies") {
      out.applies += 1;
      if (duty.yours === true) out.yours += 1;
      if (duty.yours === undefined) out.perhaps += 1;
    } else if (state === "upcoming") out.upcoming += 1;
    else if (state === "not") out.not += 1;
    else {
      out.open += 1;
      if (state === "likely") out.likely += 1;
    }
  }
  return out;
}

/** Exemptions worth showing: those about this release, what is open or holds before what fails. */
export function exemptions(classification) {
  const order = ["met", "unknown", "notMet"];
  return classification.exemptions
    .filter((each) => each.relevant || each.status === "met")
    .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status));
}

/** Duties that do not apply, by law: `[instrument, duties]`, longest list first. */
export function notOwed(classification) {
  const found = new Map();
  for (const duty of classification.duties.filter((each) => stateOf(each) === "not")) {
    found.set(duty.instrument, [...(found.get(duty.instrument) ?? []), duty]);
  }
  return [...found].sort((a, b) => b[1].length - a[1].length);
}

/** Days of the timeline, in order, each with what happens to which duties of those that apply, will, or may. */
export function days(classification) {
  const live = new Map(classification.duties.filter((duty) => stateOf(duty) !== "not").map((duty) => [duty.id, { ...duty, state: stateOf(duty) }]));
  const found = new Map();
  for (const { date, event, duties } of classification.timeline) {
    const shown = duties.map((id) => live.get(id)).filter((duty) => duty && duty.state !== "unlikely");
    if (shown.length) found.set(date, [...(found.get(date) ?? []), { event, duties: shown }]);
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b));
}

const SEVERITIES = ["hint", "info", "warning", "error"];

/** Whether a severity is at least as bad as the threshold; nothing reaches a threshold that is none. */
export const reaches = (severity, threshold) => SEVERITIES.includes(threshold) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);

/** Facts with dotted names from facts that may be nested. Figures written as objects (`{ min, max }`) stay whole. */
export function flatten(facts, prefix = "") {
  const out = {};
  for (const [name, value] of Object.entries(facts ?? {})) {
    const path = prefix + name;
    const nested = value !== null && typeof value === "object" && !Array.isArray(value);
    const figure = nested && Object.keys(value).some((key) => ["estimate", "min", "max", "margin", "from", "to", "exact", "unit"].includes(key));
    if (path === "judgements" || !nested || figure) out[path] = value;
    else Object.assign(out, flatten(value, `${path}.`));
  }
  return out;
}

/** The text after edits `{ offset: { start, end }, newText }`, applied from the end so that places stay right. */
export function edited(text, edits) {
  return [...edits].sort((a, b) => b.offset.start - a.offset.start).reduce((left, { offset, newText }) => left.slice(0, offset.start) + newText + left.slice(offset.end), text);
}
