// <lexcard-panel>: the duties of a release and the findings of its card, live, for an upload form or any other page.
//
// Attaches to a textarea (`for="id"`) or takes `card`, `files` and `facts`. Takes part in its form like an input: its
// value is a receipt with the facts that were answered, and findings can keep the form from being sent.
import { applyFixes, checkRelease, init, listLaws } from "../entry/browser.js";
import { h, Keeper } from "./dom.js";
import * as sections from "./sections.js";
import { counts, edited, flatten, reaches, stateOf } from "./sort.js";
import { english, speaker } from "./strings.js";
import { css, dress, noteCss } from "./style.js";
import { Underlines } from "./underlines.js";

export { english as strings };

/** Parts of the panel in their order; the `sections` attribute names those to show. */
export const SECTIONS = ["summary", "questions", "duties", "exemptions", "licence", "findings", "judgements", "plan", "timeline", "near-misses", "facts", "notes", "not-owed", "not-covered"];

// What each part is drawn from: it is left alone while that stays the same.
const live = (view) => view.classification.duties.filter((duty) => stateOf(duty) !== "not");
const asked = (view) => [view.classification.nextQuestions, [...view.skipped], view.wanted];
const PARTS = {
  summary: [sections.summary, (view) => [counts(view.classification), view.classification.asOf, view.card.diagnostics.length]],
  questions: [sections.questions, asked],
  duties: [sections.duties, (view) => [live(view), view.classification.asOf, view.classification.nextQuestions.map((each) => each.fact)]],
  exemptions: [sections.exemptions, (view) => [view.classification.exemptions, view.classification.nextQuestions.map((each) => each.fact)]],
  licence: [sections.licence, (view) => [view.classification.licence ?? null, view.classification.openness ?? null]],
  findings: [sections.findings, (view) => [view.card.diagnostics, view.limit]],
  judgements: [sections.judgements, (view) => [view.classification.judgements, view.readings]],
  plan: [sections.plan, (view) => view.classification.plan ?? null],
  timeline: [sections.timeline, (view) => [view.classification.timeline, live(view).map((duty) => [duty.id, stateOf(duty)]), view.classification.asOf]],
  "near-misses": [sections.nearMisses, (view) => view.classification.nearMisses],
  facts: [sections.facts, (view) => view.known],
  notes: [sections.notes, (view) => view.classification.notes],
  "not-owed": [sections.notOwed, (view) => [view.classification.duties.length, live(view).map((duty) => duty.id)]],
  "not-covered": [sections.notCovered, (view) => view.classification.notCovered],
};

/** A card of so many characters is checked in a worker, so that nobody's typing is held up. */
const LONG = 50_000;

/** Shorter than a pause between words, longer than one between letters. */
const DELAY = 180;

// The engine of this package, on the main thread and off it.
const here = { checkRelease };
let away;

/** The worker, or nothing where its script is not served. */
function offThread() {
  away ??= import("../entry/worker.js").then(({ startWorker }) => startWorker(), () => undefined);
  return away;
}

// On a server there are no elements to extend; there this module can be imported, and defines nothing.
const Base = globalThis.HTMLElement ?? class {};

export class LexcardPanel extends Base {
  static formAssociated = true;
  static observedAttributes = ["for", "sections", "severity-threshold", "lang", "underlines"];

  #internals;
  #root;
  #keep;
  #places = {};
  #card = "";
  #files = [];
  #facts = {};
  #answers = {};
  #options = {};
  #strings;
  #engine = here;
  #giveUp;
  #started;
  #laws;
  #asked = new Map();
  #skipped = new Set();
  #wanted;
  #limit = 12;
  #result;
  #run = 0;
  #timer;
  #area;
  #underlines;
  #detach;
  #focus;
  #warned = false;

  constructor() {
    super();
    this.#internals = this.attachInternals();
    this.#internals.role = "region";
    this.#root = this.attachShadow({ mode: "open" });
    dress(this.#root, css + noteCss);
    this.#keep = new Keeper(this.#root);
    const panel = h("div.panel", { part: "panel" });
    this.#places.trouble = h("div", { hidden: true, role: "alert" });
    panel.append(this.#places.trouble);
    for (const name of SECTIONS) {
      this.#places[name] = h(`section.part-${name}`, { part: `section ${name}`, hidden: true });
      panel.append(this.#places[name]);
    }
    this.#places.foot = h("section", { hidden: true });
    this.#places.status = h("p.hidden", { role: "status" });
    this.#places.note = h("div.note", { popover: "manual" });
    panel.append(this.#places.foot, this.#places.status, this.#places.note);
    this.#root.append(panel);
    this.#places.note.addEventListener("pointerleave", () => this.#point([]));
  }

  // --- properties --------------------------------------------------------------------------------------------------

  /** Text of the card; that of the textarea while one is attached. */
  get card() { return this.#area ? this.#area.value : this.#card; }
  set card(text) {
    this.#card = String(text ?? "");
    if (this.#area && this.#area.value !== this.#card) this.#area.value = this.#card;
    this.#warned = false;
    // A host that passes on every letter is waited for as a textarea is.
    if (this.#result) this.#soon();
    else this.refresh();
  }

  /** Files of the release: paths, or `{ path, text }`. */
  get files() { return this.#files; }
  set files(list) { this.#files = list ?? []; this.refresh(); }

  /** What the host knows about the release: facts as for `classifyRelease`. Answers given in the panel win over them. */
  get facts() { return this.#facts; }
  set facts(facts) { this.#facts = facts ?? {}; this.refresh(); }

  /** What was answered in the panel: facts with dotted names, and `judgements`. */
  get answers() { return structuredClone(this.#answers); }
  set answers(answers) { this.#answers = flatten(answers ?? {}); this.#skipped.clear(); this.refresh(); }

  /** Options as for `checkRelease`: `asOf`, `jurisdictions`, `profiles` … */
  get options() { return this.#options; }
  set options(options) { this.#options = options ?? {}; this.refresh(); }

  /** Words of the panel in another language; what is left out stays English. */
  get strings() { return this.#strings; }
  set strings(strings) { this.#strings = strings; this.#redraw(); }

  /**
   * Who answers: `{ checkRelease(input, options) }`, which may return a promise; the engine of this package by default.
   * With `listLaws` and `applyFixes` as well, no Wasm is loaded where the panel is.
   */
  get engine() { return this.#engine; }
  set engine(engine) { this.#engine = engine; this.refresh(); }

  /** The last answer of `checkRelease`; absent before the first. */
  get result() { return this.#result; }

  /** The facts that the answer rests on, host's and reader's together, ready for `checkRelease`. */
  get release() { return { ...flatten(this.#facts), ...this.#answers, judgements: { ...this.#facts.judgements, ...this.#answers.judgements } }; }

  get form() { return this.#internals.form; }
  get name() { return this.getAttribute("name") ?? ""; }
  set name(name) { this.setAttribute("name", name); }
  get type() { return this.localName; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  get willValidate() { return this.#internals.willValidate; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }

  /** What the form sends: answered facts, versions and counts, as JSON. */
  get value() {
    if (this.#result?.type !== "success") return "";
    const { classification, card } = this.#result;
    const bySeverity = Object.fromEntries(["error", "warning", "info", "hint"].map((each) => [each, card.diagnostics.filter((one) => one.severity === each).length]));
    return JSON.stringify({
      facts: this.release, asOf: classification.asOf, engine: classification.engine.version, lawPack: classification.lawPack, findings: bySeverity,
      duties: classification.duties.filter((each) => each.status === "applies" && each.yours !== false).map((each) => each.id),
    });
  }

  // --- life --------------------------------------------------------------------------------------------------------

  connectedCallback() {
    // Lets the browser scroll here and speak when the form cannot be sent.
    if (!this.hasAttribute("tabindex")) this.tabIndex = -1;
    this.#order();
    this.#attach();
    this.refresh();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#release();
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (name === "for" || name === "underlines") this.#attach();
    else if (name === "severity-threshold") this.#tellForm();
    else this.#redraw();
    if (name === "for") this.refresh();
  }

  formAssociatedCallback(form) {
    this.#detach?.abort();
    this.#detach = new AbortController();
    form?.addEventListener("submit", (event) => this.#onSubmit(event), { signal: this.#detach.signal, capture: true });
  }

  formResetCallback() {
    this.answers = {};
    // The textarea is reset after this, or before: its text is read when both have happened.
    setTimeout(() => this.refresh());
  }

  formStateRestoreCallback(state) {
    try {
      this.answers = JSON.parse(state).answers;
    } catch {
      // A state of another version is no reason to bother anybody.
    }
  }

  #attach() {
    this.#release();
    const id = this.getAttribute("for");
    const found = id ? this.getRootNode().getElementById?.(id) : undefined;
    if (!found || !("value" in found)) return;
    this.#area = found;
    this.#detachArea = new AbortController();
    found.addEventListener("input", () => { this.#warned = false; this.#soon(); }, { signal: this.#detachArea.signal });
    if (this.getAttribute("underlines") !== "off" && found.localName === "textarea") this.#underlines = new Underlines(found, (findings, box) => this.#point(findings, box));
  }

  #detachArea;

  #release() {
    this.#detachArea?.abort();
    this.#underlines?.remove();
    this.#underlines = undefined;
    this.#area = undefined;
  }

  // --- asking the engine -------------------------------------------------------------------------------------------

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), DELAY);
  }

  /** Checks now. Resolves with the answer, or with `undefined` if a later check overtook this one. */
  async refresh() {
    clearTimeout(this.#timer);
    if (!this.isConnected) return undefined;
    const run = ++this.#run;
    try {
      this.#started ??= this.#start();
      await this.#started;
      if (run !== this.#run) return undefined;
      const card = this.card;
      const result = await this.#check({ card, files: this.#files, facts: this.release });
      if (run !== this.#run) return undefined;
      this.#take(result, card);
      return result;
    } catch (error) {
      if (run === this.#run) this.#fail(error);
      return undefined;
    }
  }

  /** Long cards are checked off the main thread where that is possible; a check that was overtaken is given up. */
  async #check(input) {
    this.#giveUp?.abort();
    if (this.#engine !== here || input.card.length < LONG || !globalThis.Worker) return this.#engine.checkRelease(input, this.#options);
    const { signal } = this.#giveUp = new AbortController();
    const worker = await offThread();
    if (!worker) return checkRelease(input, this.#options);
    try {
      return await worker.run("checkRelease", [input, this.#options], { signal });
    } catch (error) {
      if (error?.code !== "worker-failed") throw error;
      return checkRelease(input, this.#options);
    }
  }

  async #start() {
    if (!this.#engine.listLaws) await init();
    this.#laws = new Map();
    const { instruments, facts } = await (this.#engine.listLaws ?? listLaws)();
    for (const each of instruments) {
      this.#laws.set(each.id, each);
      for (const judgement of each.judgements) this.#laws.set(judgement.id, { ...judgement, why: judgement.because });
    }
    for (const each of facts ?? []) this.#asked.set(each.fact, each);
  }

  #take(result, card) {
    this.#result = result;
    if (result.type === "success") {
      for (const each of result.classification.nextQuestions) this.#asked.set(each.fact, each);
      for (const each of result.classification.judgements) this.#laws.set(each.id, each);
      this.#underlines?.draw(card, result.card.diagnostics);
    }
    this.#tellForm();
    this.#draw();
    this.dispatchEvent(new CustomEvent("lexcard-change", { bubbles: true, composed: true, detail: { result, card, facts: this.release, answers: this.answers } }));
  }

  #fail(error) {
    this.#trouble(this.#say()("failed"), [error?.message ?? String(error)]);
    this.dispatchEvent(new CustomEvent("lexcard-error", { bubbles: true, composed: true, detail: { error } }));
  }

  // --- the form ----------------------------------------------------------------------------------------------------

  #count(threshold) {
    return this.#result?.type === "success" ? this.#result.card.diagnostics.filter((each) => reaches(each.severity, threshold)).length : 0;
  }

  #tellForm() {
    this.#internals.setFormValue(this.value || null, JSON.stringify({ answers: this.#answers }));
    const n = this.#count(this.getAttribute("severity-threshold"));
    if (n) this.#internals.setValidity({ customError: true }, this.#say()("submitBlocked", { n }), this.#places.findings);
    else this.#internals.setValidity({});
  }

  /** With `warn-threshold`, findings hold the form back once, so that nobody sends them unseen. */
  #onSubmit(event) {
    const n = this.#count(this.getAttribute("warn-threshold"));
    if (!n || this.#warned || event.defaultPrevented) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#warned = true;
    this.#trouble(this.#say()("submitWarned", { n }), [], "warn");
    this.#places.findings.scrollIntoView({ block: "nearest" });
    this.focus({ preventScroll: true });
  }

  // --- drawing -----------------------------------------------------------------------------------------------------

  #locale() {
    const lang = this.closest("[lang]")?.lang || document.documentElement.lang || "en";
    try {
      return Intl.getCanonicalLocales(lang)[0] ?? "en";
    } catch {
      return "en";
    }
  }

  #say() { return speaker(this.#strings, this.#locale()); }

  /** The parts to show, in their order: that of the `sections` attribute, where it names any. */
  #shown() {
    const named = (this.getAttribute("sections") ?? "").split(/\s+/).filter((name) => SECTIONS.includes(name));
    return named.length ? named : SECTIONS;
  }

  #redraw() {
    this.#keep.forget();
    this.#order();
    this.#draw();
  }

  /** The order of reading is the order on the screen. */
  #order() {
    for (const name of this.#shown()) this.#places.foot.before(this.#places[name]);
  }

  #view() {
    const { classification, card } = this.#result;
    return {
      say: this.#say(), locale: this.#locale(), classification, card, keep: this.#keep, skipped: this.#skipped, wanted: this.#wanted, limit: this.#limit,
      readings: { ...this.#facts.judgements, ...this.#answers.judgements },
      known: this.#known(),
      names: {
        instrument: (id) => this.#laws.get(id)?.short ?? id,
        judgement: (id) => this.#laws.get(id),
        question: (id) => this.#asked.get(id),
      },
      act: {
        answer: (question, given) => this.#answer(question.fact, given),
        skip: (fact) => { this.#skipped.add(fact); this.#wanted = undefined; this.#focus = "question"; this.#draw(); },
        ask: (fact) => { this.#skipped.delete(fact); this.#wanted = fact; this.#focus = "question"; this.#draw(); },
        askAgain: () => { this.#skipped.clear(); this.#focus = "question"; this.#draw(); },
        change: (fact) => { delete this.#answers[fact]; this.#wanted = fact; this.#skipped.delete(fact); this.#focus = "question"; this.refresh(); },
        judge: (id, given) => {
          this.#answers = { ...this.#answers, judgements: { ...this.#answers.judgements, [id]: given } };
          if (given === undefined) delete this.#answers.judgements[id];
          this.refresh();
        },
        locate: (finding) => this.#locate(finding),
        fix: (finding, fix) => this.#edit(edited(this.card, fix.edits), fix.edits, finding),
        fixAll: () => this.#fixAll(),
        showAll: () => { this.#limit = Infinity; this.#draw(); },
      },
    };
  }

  /** Every fact that the answer rests on, with where it comes from. */
  #known() {
    const { classification, card } = this.#result;
    const host = flatten(this.#facts);
    const out = [];
    const add = (fact, given, source, how) => {
      if (fact !== "judgements" && !out.some((each) => each.fact === fact)) out.push({ fact, given, source, how });
    };
    for (const [fact, given] of Object.entries(this.#answers)) add(fact, given, "you");
    for (const [fact, given] of Object.entries(host)) add(fact, given, "host");
    for (const each of card.facts) add(each.fact, each.value, "card");
    for (const each of classification.derived) add(each.fact, each.value, "derived", each.how);
    return out;
  }

  #draw() {
    if (!this.isConnected || !this.#result) return;
    this.#internals.ariaLabel = this.#say()("panel");
    if (this.#result.type === "failure") {
      this.#trouble(this.#say()("badInput"), this.#result.errors.map((each) => `${each.message}${each.help ? ` (${each.help})` : ""}`));
      return;
    }
    if (!this.#warned) this.#places.trouble.hidden = true;
    const view = this.#view();
    const shown = this.#shown();
    for (const name of SECTIONS) {
      const place = this.#places[name];
      const [make, from] = PARTS[name];
      if (shown.includes(name)) this.#keep.draw(place, from(view), () => make(view));
      else place.hidden = true;
    }
    this.#keep.draw(this.#places.foot, [view.classification.lawPack, view.classification.warnings], () => sections.foot(view));
    this.#announce(view);
    if (this.#focus) {
      const target = this.#root.querySelector(`[data-key="${this.#focus}"]`) ?? this.#places.summary.querySelector("h2");
      target?.focus();
      this.#focus = undefined;
    }
  }

  /** Says a changed summary to those who do not see it. */
  #announce(view) {
    const words = this.#places.summary.querySelector("h2")?.textContent ?? view.say("panel");
    if (this.#places.status.textContent !== words) this.#places.status.textContent = words;
  }

  #trouble(title, lines, kind = "") {
    const place = this.#places.trouble;
    place.className = `trouble ${kind}`;
    place.replaceChildren(h("p", null, h("b", null, title)), ...(lines.length ? [h("ul.small", null, lines.map((each) => h("li", null, each)))] : []));
    place.hidden = false;
  }

  // --- what a reader does --------------------------------------------------------------------------------------------

  #answer(fact, given) {
    this.#answers = { ...this.#answers, [fact]: given };
    this.#wanted = undefined;
    this.#focus = "question";
    this.refresh();
  }

  #locate({ offset }) {
    this.#point([]);
    const { start, end } = offset;
    if (!this.dispatchEvent(new CustomEvent("lexcard-locate", { bubbles: true, composed: true, cancelable: true, detail: { start, end } }))) return;
    if (!this.#area) return;
    this.#area.focus();
    this.#area.setSelectionRange(start, end);
  }

  async #fixAll() {
    const fixes = this.#result.card.diagnostics.map((each) => each.fixes?.find((fix) => fix.safety === "safe")).filter(Boolean);
    const before = this.card;
    const card = await (this.#engine.applyFixes ?? applyFixes)(before, fixes);
    // One edit that covers what changed, so that one undo takes it back.
    let start = 0;
    while (start < Math.min(before.length, card.length) && before[start] === card[start]) start += 1;
    let end = 0;
    while (end < Math.min(before.length, card.length) - start && before.at(-1 - end) === card.at(-1 - end)) end += 1;
    this.#edit(card, [{ offset: { start, end: before.length - end }, newText: card.slice(start, card.length - end) }]);
  }

  /** Puts a mended text where the card lives. A host that keeps the text itself cancels the event and does it there. */
  #edit(card, edits, finding) {
    this.#point([]);
    const detail = { card, edits: edits.map(({ offset, newText }) => ({ start: offset.start, end: offset.end, newText })), finding };
    if (!this.dispatchEvent(new CustomEvent("lexcard-edit", { bubbles: true, composed: true, cancelable: true, detail }))) return;
    if (!this.#area) {
      this.card = card;
      return;
    }
    const area = this.#area;
    area.focus({ preventScroll: true });
    for (const { start, end, newText } of [...detail.edits].sort((a, b) => b.start - a.start)) {
      area.setSelectionRange(start, end);
      // The one way that keeps the textarea's own undo.
      const done = newText ? document.execCommand("insertText", false, newText) : document.execCommand("delete");
      if (!done) area.setRangeText(newText, start, end, "end");
    }
    if (area.value !== card) area.value = card;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
    this.refresh();
  }

  /** Shows the note on the findings under pointer or caret, or takes it away. */
  #point(findings, box) {
    const { note } = this.#places;
    const codes = findings.map((each) => `${each.code} ${each.offset.start}`).join();
    if (note.dataset.for === codes) return;
    clearTimeout(this.#noteTimer);
    if (!codes) {
      // Time to move the pointer onto the note.
      this.#noteTimer = setTimeout(() => {
        if (note.matches(":hover, :focus-within")) return;
        if (note.matches(":popover-open")) note.hidePopover();
        note.dataset.for = "";
      }, 250);
      return;
    }
    note.dataset.for = codes;
    const view = this.#view();
    note.replaceChildren(h("ul", { "aria-label": view.say("findingsHere") }, findings.map((each) => sections.finding(view, each))));
    if (!note.matches(":popover-open")) note.showPopover();
    const size = note.getBoundingClientRect();
    note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - size.width - 8))}px`;
    note.style.top = `${box.bottom + 6 + size.height > innerHeight ? Math.max(8, box.top - size.height - 6) : box.bottom + 6}px`;
  }

  #noteTimer;
}

/** Defines `<lexcard-panel>`; importing this module does so already, under that name. */
export function define(name = "lexcard-panel") {
  if (globalThis.customElements && !customElements.get(name)) customElements.define(name, name === "lexcard-panel" ? LexcardPanel : class extends LexcardPanel {});
}

define();
