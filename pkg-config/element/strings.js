// The panel's own words, in English. Data only, so that a host can give others: `{name}` is filled in, and an object of
// plural forms (`Intl.PluralRules`) is chosen by `{n}`. What the laws say comes from the engine and is not translated.

export const english = {
  panel: "Duties and card check",
  summaryYours: { one: "{n} duty is yours today.", other: "{n} duties are yours today." },
  summaryPerhaps: { one: "{n} duty applies today, perhaps to you.", other: "{n} duties apply today, perhaps to you." },
  summaryOthers: { one: "{n} duty applies today, to others.", other: "{n} duties apply today, to others." },
  summaryNone: "No duty is certain today.",
  summaryOpen: { one: "{n} more depends on what is still open.", other: "{n} more depend on what is still open." },
  summaryClear: "Nothing is left open.",
  asOf: "As of {date}",
  toDo: "To do", toCome: "To come", open: "Open", findingsShort: "In the card",
  loading: "Loading the laws …",
  emptyTitle: "Nothing to look at yet",
  empty: "Write a model card, or answer the questions, and the duties of your release appear here.",
  failed: "The check could not run",
  badInput: "Some of the facts do not fit",

  questions: "Next question",
  questionDecides: { one: "One answer can decide {n} duty", other: "One answer can decide {n} duties" },
  questionHelps: { one: "Bears on {n} duty", other: "Bears on {n} duties" },
  questionNext: { one: "{n} more question", other: "{n} more questions" },
  questionsSkipped: { one: "{n} question left open", other: "{n} questions left open" },
  askAgain: "Ask again",
  yes: "Yes", no: "No", dontKnow: "I don’t know", none: "None of these", save: "Save answer", saveSome: { one: "Save {n} choice", other: "Save {n} choices" },
  chooseAll: "Choose all that fit",
  number: "Number", numberWrong: "Write a figure such as 8e9, 7.2e23 or 12000000000000.",
  date: "Date", text: "Answer",
  worldwide: "Worldwide, on a public hub", europe: "European Union", states: "United States",
  otherPlaces: "Other places, by code", otherPlacesHelp: "For instance US-CA, GB, KR; -EU for a place left out.",

  duties: "Duties",
  yours: "yours", notYours: "not yours", maybeYours: "perhaps yours",
  "state.applies": "Applies", "state.upcoming": "To come", "state.likely": "Open, likely", "state.open": "Open", "state.later": "May come", "state.unlikely": "Open, unlikely",
  "kind.prohibition": "Prohibition", "kind.option": "Option", "kind.on-request": "When asked",
  since: "since {date}", from: "from {date}", until: "until {date}", enforced: "enforced from {date}", enforcedSince: "enforced since {date}",
  details: "Why, and where it says so",
  because: "Decided by", missing: "Still needed", answerThis: "Answer", penalty: "If not met", notOn: "Not borne by", lifted: "Lifted by",
  openJudgements: "Open questions of law", unmodelled: "Not captured here", sources: "Sources", cardNeeds: "What the card or document must hold",
  unverified: "Open only because our source has not been checked against the official text.",
  moreOpen: { one: "{n} more that is open", other: "{n} more that are open" }, moreUnlikely: { one: "{n} more that is unlikely", other: "{n} more that are unlikely" },
  otherRoles: { one: "{n} open duty of another role", other: "{n} open duties of other roles" },
  opensNewTab: "(opens in a new tab)",
  "law.pending": "not yet law", "law.enacted": "enacted, not in force", "law.stayed": "stayed", "law.repealed": "repealed", "law.soft": "not binding", "law.notLaw": "not law",
  "force.guidance": "guidance", "force.code": "code of practice", "force.draft": "draft", "force.case": "case law", "force.commentary": "commentary",
  grade: "Support for our reading: {grade}",
  "grade.primary": "official text", "grade.primaryPart": "official text, in part", "grade.corroborated": "several secondary sources", "grade.secondary": "one secondary source", "grade.memory": "unverified",

  exemptions: "Exemptions",
  "limb.met": "holds", "limb.notMet": "fails", "limb.unknown": "open",
  exemptionMet: "Holds", exemptionNotMet: "Does not hold", exemptionOpen: "Open",
  lifts: { one: "Lifts {n} duty", other: "Lifts {n} duties" },

  licence: "Licence and openness",
  licenceAllows: "Allows", licenceLimits: "With conditions", licenceNotIn: "Not for use in", licencePolicies: "Rules of use",
  "eu.yes": "Free and open, by the EU’s test", "eu.no": "Not open source, by the EU’s test", "eu.review": "EU’s test: for counsel", "eu.unknown": "EU’s test: not known",
  "eu.leansYes": "EU’s test: open, leaning to yes", "eu.leansNo": "EU’s test: open, leaning to no",
  conflicts: "Beside the base model’s licence", conflict: "Gives away more", conflictPerhaps: "May give away more",
  openness: "Open Source AI Definition 1.0", opennessFails: "Fails on", opennessTier: "Openness",
  "osaid.meets": "Meets it, on these facts", "osaid.arguablyMeets": "Arguably meets it", "osaid.fails": "Does not meet it", "osaid.unknown": "Open",
  "osaid.O-F1": "use for any purpose, without asking", "osaid.O-F2": "study of how it works", "osaid.O-F3": "change for any purpose", "osaid.O-F4": "passing on, changed or not",
  "osaid.O-D0": "information on the data, enough to build the like", "osaid.O-D1": "a description of all training data", "osaid.O-D2": "a list of the public training data", "osaid.O-D3": "a list of the data to be had from third parties",
  "osaid.O-C": "the whole source code, under approved licences", "osaid.O-P": "the parameters, under approved terms",

  findings: "In the card",
  findingsNone: "No findings in the card.",
  line: "line {n}", goTo: "Go to line {n}", fix: "Fix: {title}", review: "needs a look",
  fixAll: { one: "Apply {n} safe fix", other: "Apply {n} safe fixes" },
  "severity.error": "Error", "severity.warning": "Warning", "severity.info": "Note", "severity.hint": "Hint",
  together: { one: "{n} thing is not shown", other: "{n} things are not shown" }, moreFindings: { one: "{n} more finding", other: "{n} more findings" },

  judgements: "Questions of law, for counsel",
  ifYes: "If yes", ifNo: "If no", readingOpen: "Leave open", weLean: "we lean this way",

  plan: "One plan for all these laws",
  planNotices: "Notices to users", planMinors: "Notices to minors", planStart: "Say that it is a machine: {when}", planEvery: "Repeat at least every {n} hours", planBreak: "Remind of a break every {n} hours", planStrictest: "The strictest: {places}",
  planCrisis: "Crisis protocol", planDetects: "Detect {what}", planRefer: "Refer to {what}", planGate: "No service without it in {places}",
  planReports: "Reports", planForbidden: "Never", planForbiddenMinors: "Never with minors", planTools: "Minors and parents can set", planStarts: "Parts begin later", planStartOpen: "day open",

  timeline: "Timeline",
  today: "Today", "event.applies": "begins", "event.enforced": "is enforced", "event.ends": "ends", "event.mayApply": "may begin",
  changesOn: "This answer can change on {dates}.",

  nearMisses: "What would change this",
  nearMiss: "If {fact} were {value}", becomes: { one: "{n} duty changes", other: "{n} duties change" },

  facts: "What this rests on",
  "source.you": "you", "source.host": "given", "source.card": "card", "source.derived": "worked out",
  change: "Change", changeOf: "Change the answer: {ask}", unknownAnswer: "not known",

  notOwed: "Not owed", notOwedCount: { one: "{n} provision", other: "{n} provisions" },
  notes: "Worth knowing",
  notCovered: "What was not checked",
  receipt: "Engine {engine} · laws {version}, checked through {date} · {hash}",
  nothing: "none",

  submitBlocked: { one: "{n} finding in the model card has to be mended first.", other: "{n} findings in the model card have to be mended first." },
  submitWarned: { one: "{n} finding in the model card. Send the form again to go on.", other: "{n} findings in the model card. Send the form again to go on." },
  findingsHere: "Findings at this place", close: "Close",
};

/** A function that says a string of `words`, or else of the English ones, in the plural that `locale` wants. */
export function speaker(words, locale) {
  const rules = new Intl.PluralRules(locale);
  return (name, values = {}) => {
    const found = words?.[name] ?? english[name] ?? name;
    const form = typeof found === "string" ? found : (found[rules.select(values.n)] ?? found.other);
    return form.replace(/\{(\w+)\}/g, (whole, key) => (key === "n" && typeof values.n === "number" ? values.n.toLocaleString(locale) : (values[key] ?? whole)));
  };
}
