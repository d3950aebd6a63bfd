// The parts of the panel, each a function from the answer to elements. They show what the engine said and decide nothing.
//
// `view` is what they share: `say` and `locale`, the answer's `classification` and `card`, `names` (laws and questions by
// id), `keep` (which disclosures are open) and the `act`ions that a reader can take.
import { h, icon } from "./dom.js";
import { controls } from "./questions.js";
import { counts, days, exemptions as worthShowing, groups, notOwed as notOwedByLaw } from "./sort.js";
import { day, factName, value } from "./words.js";

// --- pieces ----------------------------------------------------------------------------------------------------------

const law = (words) => h("span", { lang: "en", dir: "auto" }, words);

export function disclosure(view, key, title, body, { kind = "fold", open = false } = {}) {
  return h(`details.${kind}`, { key, open: view.keep.isOpen(key, open) }, h("summary", null, icon("more"), title), body);
}

function section(title, count, body, part) {
  return [h("h3", null, title, count === undefined ? null : h("span.count", null, String(count))), h("div.body", { part }, body)];
}

/** A section that is there for those who look for it. */
function fold(view, key, title, count, body) {
  const heading = h("h3", null, title, count === undefined ? null : h("span.count", null, String(count)));
  return disclosure(view, key, heading, h("div.body", null, body));
}

function link(view, url, text) {
  if (!/^https?:/.test(url ?? "")) return law(text);
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener", lang: "en" }, text, h("span.hidden", null, ` ${view.say("opensNewTab")}`));
}

const forceOf = (view, cite) => (cite.force && cite.force !== "binding" ? h("span.muted", null, ` · ${view.say(`force.${cite.force}`)}`) : null);
const cite = (view, each) => h("span", null, link(view, each.url, each.locator), each.work ? [" ", law(each.work)] : null, forceOf(view, each));

const askOf = (view, fact) => view.names.question(fact)?.ask ?? factName(fact);
const worded = (view, fact, given) => value(given, view.say, view.locale, view.names.question(fact)?.options);
const dutyTitle = (view, id) => view.classification.duties.find((each) => each.id === id)?.title ?? id;
const dutyName = (view, id) => {
  const duty = view.classification.duties.find((each) => each.id === id);
  return duty ? h("span", { lang: "en" }, `${duty.title} (${view.names.instrument(duty.instrument)})`) : id;
};
const rows = (...pairs) => h("dl.rows", null, pairs.filter(([, body]) => body && body.length !== 0).map(([term, body]) => [h("dt", null, term), h("dd", null, body)]));

function because(view, list) {
  return (list ?? []).map((each) => {
    const about = each.fact ? askOf(view, each.fact) : (view.names.judgement(each.judgement)?.question ?? each.judgement);
    return h("span", null, h("span.muted", { lang: "en" }, about), " ", h("b", null, worded(view, each.fact, each.value)));
  });
}

function missing(view, facts) {
  const askable = new Set(view.classification.nextQuestions.map((each) => each.fact));
  return (facts ?? []).map((fact) =>
    h("span", null, h("span", { lang: "en" }, askOf(view, fact)), " ",
      askable.has(fact) ? h("button.link", { type: "button", key: `ask ${fact}`, onclick: () => view.act.ask(fact) }, view.say("answerThis"), h("span.hidden", null, `: ${askOf(view, fact)}`)) : null));
}

const judged = (view, ids) => (ids ?? []).map((id) => law(view.names.judgement(id)?.question ?? id));

// --- the parts, in the order in which they stand ----------------------------------------------------------------------

export function summary(view) {
  const { say, locale, classification, card } = view;
  const count = counts(classification);
  const findings = card.diagnostics.filter((each) => each.severity !== "hint").length;
  const [words, n] = count.yours ? ["summaryYours", count.yours] : count.perhaps ? ["summaryPerhaps", count.perhaps] : count.applies ? ["summaryOthers", count.applies] : ["summaryNone", 0];
  const first = say(words, { n });
  const second = count.open ? say("summaryOpen", { n: count.open }) : say("summaryClear");
  const tile = (label, number) => h("div", null, h("dt", null, label), h("dd", null, number.toLocaleString(locale)));
  return [
    h("h2", { part: "heading" }, h("span", null, first), " ", h("span.then", null, second)),
    h("p.small.muted", null, say("asOf", { date: day(classification.asOf, locale) })),
    h("dl.tiles", { part: "counts" }, tile(say("toDo"), count.yours + count.perhaps), tile(say("toCome"), count.upcoming), tile(say("open"), count.open), tile(say("findingsShort"), findings)),
  ];
}

export function questions(view) {
  const { say, locale, classification, act } = view;
  const open = classification.nextQuestions.filter((each) => !view.skipped.has(each.fact));
  const left = classification.nextQuestions.length - open.length;
  const again = left ? h("button.link.small", { type: "button", key: "again", onclick: act.askAgain }, `${say("questionsSkipped", { n: left })}. ${say("askAgain")}`) : null;
  if (open.length === 0) return again ? h("div.more", null, again) : null;
  const question = open.find((each) => each.fact === view.wanted) ?? open[0];
  const others = open.filter((each) => each !== question);
  const decides = question.decides.length ? say("questionDecides", { n: question.decides.length }) : say("questionHelps", { n: question.bearsOn });
  return [
    h("div.question", { part: "question", role: "group", "aria-labelledby": "question" },
      h("p.eyebrow", null, h("span", null, say("questions")), h("span", null, decides)),
      h("h3", { id: "question", tabindex: "-1", key: "question", lang: "en" }, question.ask),
      question.help ? h("p.help", { lang: "en" }, question.help) : null,
      controls(question, { say, locale, answer: (given) => act.answer(question, given), skip: () => act.skip(question.fact) })),
    others.length || again
      ? h("div.more", null,
        others.length ? disclosure(view, "more-questions", say("questionNext", { n: others.length }),
          h("ul.lines", null, others.map((each) => h("li", null, h("button.link", { type: "button", lang: "en", key: `ask ${each.fact}`, onclick: () => act.ask(each.fact) }, each.ask)))), { kind: "why" }) : null,
        again)
      : null,
  ];
}

function dates(view, duty) {
  const { say, locale, classification } = view;
  const past = (date) => date <= classification.asOf;
  const out = [];
  if (duty.appliesFrom) out.push(say(past(duty.appliesFrom) ? "since" : "from", { date: day(duty.appliesFrom, locale) }));
  if (duty.enforcedFrom && duty.enforcedFrom > (duty.appliesFrom ?? "")) out.push(say(past(duty.enforcedFrom) ? "enforcedSince" : "enforced", { date: day(duty.enforcedFrom, locale) }));
  if (duty.until) out.push(say("until", { date: day(duty.until, locale) }));
  return out.map((each) => h("span", null, each));
}

function dutyItem(view, duty) {
  const { say } = view;
  const firm = duty.state === "applies" || duty.state === "upcoming";
  const says = duty.text ? h("p.says", { lang: "en" }, duty.text) : null;
  const status = duty.lawStatus && duty.lawStatus !== "inForce" ? h("span", null, say(`law.${duty.lawStatus}`)) : null;
  const [first, ...others] = duty.citations;
  return h("li.duty", { part: "duty", "data-state": duty.state },
    h("div.head", null,
      h("span.title", { lang: "en" }, duty.title),
      duty.kind === "duty" ? null : h(`span.chip.${duty.kind}`, null, say(`kind.${duty.kind}`)),
      h(`span.chip.${duty.state}`, null, say(`state.${duty.state}`))),
    h("p.meta", null, h("span.law", { lang: "en" }, view.names.instrument(duty.instrument)), first ? h("span", null, link(view, first.url, first.locator)) : null, status, dates(view, duty)),
    firm ? says : null,
    disclosure(view, `duty ${duty.id}`, say("details"), [
      rows(
        ["", firm ? null : says],
        [say("because"), because(view, duty.because)],
        [say("missing"), missing(view, duty.missingFacts)],
        [say("openJudgements"), judged(view, duty.judgements)],
        [say("lifted"), (duty.exemptedBy ?? []).map((id) => law(view.classification.exemptions.find((each) => each.id === id)?.title ?? id))],
        [say("penalty"), duty.penalty ? [law(duty.penalty.text), h("span.muted", { lang: "en" }, duty.penalty.locator)] : null],
        [say("notOn"), (duty.notOn ?? []).map((each) => law(each.reason))],
        [say("unmodelled"), (duty.unmodelled ?? []).map(law)],
        [say("sources"), [first, ...others].filter(Boolean).map((each) => cite(view, each))],
      ),
      h("p.small.muted.indent", null, duty.unverified ? say("unverified") : say("grade", { grade: say(`grade.${duty.grade}`) })),
    ], { kind: "why" }));
}

/** Most open duties of one actor that are shown without being asked for. */
const FEW = 3;

export function duties(view) {
  const { say } = view;
  const found = groups(view.classification).map((group) => {
    const of = (...states) => group.duties.filter((duty) => states.includes(duty.state));
    const open = of("open", "later");
    const front = [...of("applies", "upcoming", "likely"), ...(open.length <= FEW ? open : [])];
    return { ...group, front, open: open.length <= FEW ? [] : open, unlikely: of("unlikely") };
  });
  if (found.length === 0) return null;
  const list = (items) => h("ul.duties", null, items.map((each) => dutyItem(view, each)));
  const group = (each) => {
    const whose = each.yours === true ? h("span.whose.yours", null, say("yours")) : h("span.whose", null, say(each.yours === false ? "notYours" : "maybeYours"));
    const fold = (items, key, words) => (items.length ? disclosure(view, `${key} ${each.actor}`, say(words, { n: items.length }), list(items), { kind: "rest" }) : null);
    return h("div.group", { part: "actor", "data-yours": String(each.yours) },
      h("h4", null, h("span", { lang: "en" }, each.label), whose), each.front.length ? list(each.front) : null, fold(each.open, "open", "moreOpen"), fold(each.unlikely, "unlikely", "moreUnlikely"));
  };
  // Roles of which nothing is certain or likely wait together, unless the role is yours.
  const asides = found.filter((each) => each.yours !== true && each.front.every((duty) => duty.state === "open" || duty.state === "later"));
  const others = asides.reduce((sum, each) => sum + each.duties.length, 0);
  return section(say("duties"), undefined, [
    found.filter((each) => !asides.includes(each)).map(group),
    others ? h("div.group", null, disclosure(view, "other-roles", say("otherRoles", { n: others }), asides.map(group), { kind: "rest" })) : null,
  ], "duties");
}

export function exemptions(view) {
  const { say } = view;
  const found = worthShowing(view.classification);
  if (found.length === 0) return null;
  const item = (each) => h("div.exemption", { part: "exemption" },
    h("div.bar", null, h("h4", { lang: "en" }, each.title), h(`span.chip.${each.status}`, null, say({ met: "exemptionMet", notMet: "exemptionNotMet", unknown: "exemptionOpen" }[each.status]))),
    h("p.meta", null, h("span.law", { lang: "en" }, view.names.instrument(each.instrument)), each.citations.slice(0, 2).map((one) => link(view, one.url, one.locator)), each.lifts.length ? h("span", null, say("lifts", { n: each.lifts.length })) : null),
    h("ul.limbs", null, each.limbs.map((limb) => h("li", null, icon(limb.status), h("span", null, law(limb.text), h("span.hidden", null, `: ${say(`limb.${limb.status}`)}`))))),
    disclosure(view, `exemption ${each.id}`, say("details"), rows(
      ["", law(each.text)],
      [say("missing"), missing(view, [...new Set(each.limbs.flatMap((limb) => limb.missingFacts ?? []))])],
      [say("because"), each.limbs.filter((limb) => limb.because.length).map((limb) => h("span", null, law(`${limb.text}: `), limb.because.map((one) => worded(view, one.fact, one.value)).join("; ")))],
      [say("openJudgements"), judged(view, [...new Set(each.limbs.flatMap((limb) => limb.judgements ?? []))])],
      [say("lifts", { n: each.lifts.length }), each.lifts.map((id) => law(dutyTitle(view, id)))],
      [say("unmodelled"), (each.unmodelled ?? []).map(law)],
      [say("sources"), each.citations.map((one) => cite(view, one))],
    ), { kind: "why" }));
  return section(say("exemptions"), undefined, found.map(item), "exemptions");
}

/** Words begin with a capital letter; what the author wrote keeps its spelling, in backticks. */
const capital = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const sentence = (text) => `${capital(text)}.`;

/** What the declared licence lets people do, where it gives away more than the base model's does, and how open that is. */
export function licence(view) {
  const { say } = view;
  const { licence: { profile, conflicts = [], findings: told = [], question } = {}, openness } = view.classification;
  const known = openness && openness.openSourceDefinition !== "unknown";
  if (!profile && conflicts.length === 0 && told.length === 0 && !known) return null;
  const verdict = profile && (profile.eu === "review" && profile.euLeans !== undefined ? (profile.euLeans ? "leansYes" : "leansNo") : profile.eu);
  const shade = { yes: "met", no: "notMet", meets: "met", fails: "notMet" };
  const definition = openness?.openSourceDefinition;
  const names = (fact, ids) => (ids.length ? worded(view, fact, ids) : null);
  return section(say("licence"), undefined, [
    profile ? h("div.exemption", { part: "licence" },
      h("div.bar", null, h("h4", { lang: "en" }, profile.name), h(`span.chip.${shade[verdict] ?? "unknown"}`, null, say(`eu.${verdict}`))),
      rows(
        [say("licenceAllows"), names("licence.grants", profile.grants)],
        [say("licenceLimits"), names("licence.restrictions", profile.restrictions)],
        [say("licenceNotIn"), profile.geoExcluded.join(", ")],
        [say("licencePolicies"), profile.usePolicies.map(law)],
        ["", profile.notes.map(law)],
      ),
      h("p.small.muted", null, say("grade", { grade: say(`grade.${profile.grade}`) }))) : null,
    !profile && question ? h("p", { lang: "en" }, question.ask) : null,
    told.length ? h("ul.lines", null, told.map((each) => h("li", { lang: "en" }, coded(each.message)))) : null,
    conflicts.length ? h("div.exemption", { part: "conflicts" },
      h("div.bar", null, h("h4", null, say("conflicts")), h("span.chip.notMet", null, say(conflicts.every((each) => !each.certain) ? "conflictPerhaps" : "conflict"))),
      h("ul.bullets", { lang: "en" }, conflicts.map((each) => h("li", null,
        coded(each.explanation), each.clause ? h("span.muted", null, ` (${each.clause})`) : null, h("p.small", null, coded(sentence(each.remedy))))))) : null,
    openness ? h("div.exemption", { part: "openness" },
      h("div.bar", null, h("h4", null, say("openness")), h(`span.chip.${shade[definition] ?? "unknown"}`, null, say(`osaid.${definition}`))),
      rows([say("opennessFails"), openness.failing.map((id) => say(`osaid.${id}`))], [say("opennessTier"), law(openness.label)])) : null,
  ], "licence");
}

/** One finding of the card, as the list and the note over a textarea show it. */
export function finding(view, each) {
  const { say, act } = view;
  const line = each.range.start.line + 1;
  return h(`li.finding.${each.severity}`, { part: "finding" },
    icon(each.severity),
    h("div", null,
      h("p.message", { lang: "en" }, h("span.hidden", null, `${say(`severity.${each.severity}`)}: `), coded(capital(each.message))),
      each.help ? h("p.small.muted", { lang: "en" }, coded(each.help)) : null,
      h("p.meta", null,
        h("button.link", { type: "button", key: `line ${each.code} ${each.offset.start}`, "aria-label": say("goTo", { n: line }), onclick: () => act.locate(each) }, say("line", { n: line })),
        h("span", null, each.code),
        each.citations?.length ? h("span", null, each.citations.slice(0, 3).map((one, number) => [number ? ", " : "", link(view, one.url, one.locator)])) : null),
      each.fixes?.length
        ? h("div.actions", null, each.fixes.map((fix, number) => h("button.fix", { type: "button", key: `fix ${each.code} ${each.offset.start} ${number}`, onclick: () => act.fix(each, fix) },
          h("span", { lang: "en" }, coded(fix.title)), fix.safety === "unsafe" ? h("span.muted", null, ` · ${say("review")}`) : null)))
        : null));
}

/** Findings of one kind that want the same done about them, such as the gaps that a law leaves, told together. */
function together(view, list) {
  const { say } = view;
  return h("li.finding." + list[0].severity, { part: "finding" },
    icon(list[0].severity),
    h("div", null,
      h("p.message", null, h("span.hidden", null, `${say(`severity.${list[0].severity}`)}: `), say("together", { n: list.length }), " ", h("span.muted", null, list[0].code)),
      h("p.small.muted", { lang: "en" }, coded(list[0].help)),
      h("ul.bullets", { lang: "en" }, list.map((each) => h("li", null, coded(each.message), " ",
        (each.citations ?? []).slice(0, 2).map((one) => [" ", h("span.small", null, link(view, one.url, one.locator))]),
        (each.fixes ?? []).map((fix, number) => h("button.fix", { type: "button", key: `fix ${each.code} ${each.message} ${number}`, onclick: () => view.act.fix(each, fix) }, coded(fix.title))))))));
}

/** The findings in the order of the list: alone, or together where three or more say the same about different things. */
function grouped(sorted) {
  const kinds = new Map();
  for (const each of sorted) {
    const kind = each.help && each.offset.start === each.offset.end ? `${each.code} ${each.help}` : each;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return [...kinds.values()].flatMap((list) => (list.length > 2 ? [list] : list.map((each) => [each])));
}

/** `words` in backticks as code. */
const coded = (text) => text.split("`").map((piece, number) => (number % 2 ? h("code", null, piece) : piece));

export function findings(view) {
  const { say, card, act } = view;
  const order = ["error", "warning", "info", "hint"];
  // What has a place in the text comes before what is missing from it.
  const nowhere = (each) => Number(each.offset.start === each.offset.end);
  const sorted = [...card.diagnostics].sort((a, b) => nowhere(a) - nowhere(b) || order.indexOf(a.severity) - order.indexOf(b.severity) || a.offset.start - b.offset.start);
  const items = grouped(sorted);
  const safe = sorted.filter((each) => each.fixes?.some((fix) => fix.safety === "safe")).length;
  const body = sorted.length
    ? [
      safe > 1 ? h("button", { type: "button", key: "fix-all", onclick: act.fixAll }, say("fixAll", { n: safe })) : null,
      h("ul", null, items.slice(0, view.limit).map((list) => (list.length > 1 ? together(view, list) : finding(view, list[0])))),
      items.length > view.limit ? h("button.quiet", { type: "button", key: "all-findings", onclick: act.showAll }, say("moreFindings", { n: items.length - view.limit })) : null,
    ]
    : h("p.muted", null, say("findingsNone"));
  return section(say("findings"), sorted.length || undefined, body, "findings");
}

export function judgements(view) {
  const { say, classification } = view;
  const open = classification.judgements;
  const taken = Object.entries(view.readings).filter(([id]) => !open.some((each) => each.id === id)).map(([id]) => view.names.judgement(id)).filter(Boolean);
  const all = [...open, ...taken];
  if (all.length === 0) return null;
  const item = (each) => {
    const name = `reading ${each.id}`;
    const now = view.readings[each.id];
    const reading = (given, title, text) => h("label", null,
      h("input", { type: "radio", name, key: `${name} ${given}`, checked: now === given, onchange: () => view.act.judge(each.id, given) }),
      h("span", null, h("b", null, title), text ? [": ", law(text)] : null, each.leaning === given && given !== undefined ? h("span.lean", null, ` – ${say("weLean")}`) : null));
    return h("fieldset.judgement", { part: "judgement" },
      h("legend", { lang: "en" }, h("h4", null, each.question)),
      h("div.readings", null, reading(true, say("ifYes"), each.ifYes), reading(false, say("ifNo"), each.ifNo), reading(undefined, say("readingOpen"))),
      each.why ? h("p.small.muted", { lang: "en" }, each.why) : null,
      h("p.meta", null, (each.citations ?? []).map((one) => cite(view, one))));
  };
  return fold(view, "judgements", say("judgements"), open.length || undefined, all.map(item));
}

export function plan(view) {
  const { say, classification, locale } = view;
  const made = classification.plan;
  if (!made) return null;
  const list = (items) => new Intl.ListFormat(locale, { type: "conjunction" }).format(items);
  const notice = (each) => [
    h("h4", null, say(each.audience === "minors" ? "planMinors" : "planNotices")),
    h("ul.lines", null,
      each.atStart ? h("li", null, say("planStart", { when: each.atStart })) : null,
      each.everyHours ? h("li", null, say("planEvery", { n: each.everyHours })) : null,
      each.breakEveryHours ? h("li", null, say("planBreak", { n: each.breakEveryHours })) : null,
      each.strictest.length ? h("li.muted", null, say("planStrictest", { places: list(each.strictest) })) : null),
  ];
  const shared = (title, items) => items.length === 0 ? null : [h("h4", null, say(title)), h("ul.lines", null,
    items.map((each) => h("li", null, law(each.what), h("span.muted", null, ` · ${each.places.join(", ")}`))))];
  const towards = (audience) => made.forbidden.filter((each) => each.audience === audience);
  return fold(view, "plan", say("plan"), undefined, h("div.lines.spaced", null,
    made.starts.length ? [h("h4", null, say("planStarts")), h("ul.lines", null, made.starts.map((each) =>
      h("li", null, each.date ? day(each.date, locale) : say("planStartOpen"), h("span.muted", null, ` · ${each.places.join(", ")}`))))] : null,
    made.notices.map(notice),
    made.crisis ? [h("h4", null, say("planCrisis")), h("ul.lines", null,
      made.crisis.gate.length ? h("li", null, say("planGate", { places: list(made.crisis.gate) })) : null,
      made.crisis.detects.length ? h("li", null, say("planDetects", { what: list(made.crisis.detects) })) : null,
      made.crisis.referral.length ? h("li", null, say("planRefer", { what: list(made.crisis.referral) })) : null)] : null,
    made.reports.length ? [h("h4", null, say("planReports")), h("ul.lines", null, made.reports.map((each) => h("li", null, `${each.jurisdiction}: ${dutyTitle(view, each.duty)} → ${each.to}`, each.first ? `, ${day(each.first, locale)}` : "")))] : null,
    shared("planForbidden", towards("all")),
    shared("planForbiddenMinors", towards("minors")),
    shared("planTools", made.tools)));
}

export function timeline(view) {
  const { say, locale, classification } = view;
  const found = days(classification);
  if (found.length === 0) return null;
  const { asOf } = classification;
  const certain = (duty) => duty.state === "applies" || duty.state === "upcoming";
  const item = ([date, events]) => h(`li${date <= asOf ? ".past" : ""}`, null,
    h("time", { datetime: date }, day(date, locale)),
    h("ul.lines", null, events.map(({ event, duties: list }) => list.map((duty) => h(certain(duty) ? "li" : "li.muted", null,
      h("span", { lang: "en" }, `${duty.title} (${view.names.instrument(duty.instrument)})`), ` ${say(event === "applies" && !certain(duty) ? "event.mayApply" : `event.${event}`)}`)))));
  const before = found.filter(([date]) => date <= asOf).map(item);
  const after = found.filter(([date]) => date > asOf).map(item);
  const now = h("li.today", null, say("today"), " ", h("time", { datetime: asOf }, day(asOf, locale)));
  const changes = classification.changesOn.length
    ? h("p.small.muted", null, say("changesOn", { dates: new Intl.ListFormat(locale).format(classification.changesOn.slice(0, 6).map((each) => day(each, locale, "medium"))) }))
    : null;
  return fold(view, "timeline", say("timeline"), undefined, h("div.lines.spaced", null, h("ol.time", null, before, now, after), changes));
}

export function nearMisses(view) {
  const { say, classification } = view;
  if (classification.nearMisses.length === 0) return null;
  return fold(view, "near", say("nearMisses"), classification.nearMisses.length, h("ul.lines.spaced", null, classification.nearMisses.map((each) => h("li", null,
    h("h4", null, say("nearMiss", { fact: `“${askOf(view, each.fact)}”`, value: `“${worded(view, each.fact, each.instead)}”` })),
    h("ul.lines.small", null, each.changes.slice(0, 8).map((change) => h("li", null, dutyName(view, change.duty), ": ", say(`state.${change.to === "doesNotApply" ? "unlikely" : change.to === "applies" ? "applies" : "open"}`))))))));
}

export function facts(view) {
  const { say } = view;
  const list = view.known;
  if (list.length === 0) return null;
  return fold(view, "facts", say("facts"), list.length, h("ul.known.small", null, list.map(({ fact, given, source, how }) => h("li", null,
    h("span.muted", { lang: "en" }, askOf(view, fact)),
    h("span", { lang: "en" }, worded(view, fact, given), how ? h("span.muted", null, ` (${how})`) : null),
    source === "you"
      ? h("button.link", { type: "button", key: `change ${fact}`, "aria-label": say("changeOf", { ask: askOf(view, fact) }), onclick: () => view.act.change(fact) }, say("change"))
      : h("span.muted", null, say(`source.${source}`))))));
}

export function notOwed(view) {
  const { say } = view;
  const found = notOwedByLaw(view.classification);
  if (found.length === 0) return null;
  const total = found.reduce((sum, [, list]) => sum + list.length, 0);
  return fold(view, "not-owed", say("notOwed"), total, h("div.lines", null, found.map(([instrument, list]) =>
    disclosure(view, `not ${instrument}`, h("span", null, h("span", { lang: "en" }, view.names.instrument(instrument)), h("span.count", null, say("notOwedCount", { n: list.length }))),
      h("ul.lines.small.indent", null, list.map((duty) => h("li", null, law(duty.title), " ", h("span.muted", { lang: "en" }, duty.citations[0]?.locator ?? ""),
        duty.because?.length ? h("span.muted", { lang: "en" }, ` – ${duty.because.slice(0, 2).map((each) => `${each.fact ? factName(each.fact) : each.judgement}: ${worded(view, each.fact, each.value)}`).join("; ")}`) : null))), { kind: "why" }))));
}

export function notes(view) {
  const found = view.classification.notes;
  if (found.length === 0) return null;
  return fold(view, "notes", view.say("notes"), found.length, h("ul.lines.spaced", null, found.map((each) => h("li", null, law(each.text), h("p.meta", null, each.citations.slice(0, 2).map((one) => cite(view, one)))))));
}

export function notCovered(view) {
  const found = view.classification.notCovered;
  return found.length ? fold(view, "not-covered", view.say("notCovered"), found.length, h("ul.lines.small", null, found.map((each) => h("li", null, law(each))))) : null;
}

export function foot(view) {
  const { engine, lawPack, disclaimer } = view.classification;
  const { warnings } = view.classification;
  return h("div.foot", { part: "foot" },
    warnings.map((each) => h("p", { lang: "en" }, coded(each))),
    h("p", { lang: "en" }, disclaimer),
    h("p", null, view.say("receipt", { engine: engine.version, version: lawPack.version, date: day(lawPack.coversThrough, view.locale), hash: lawPack.sha256.slice(0, 12) })));
}
