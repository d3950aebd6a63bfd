// One question and the controls that answer it. "I don't know" is always among them.
import { h } from "./dom.js";
import { value } from "./words.js";

/** The controls for `question`; `answer(value)` takes the answer, `skip()` leaves it open. */
export function controls(question, { say, locale, answer, skip }) {
  const unknown = () => h("button.quiet", { type: "button", key: `skip ${question.fact}`, onclick: skip }, say("dontKnow"));
  const simple = (choices) =>
    h(choices.some(([label]) => label.length > 24) || choices.length > 4 ? "div.answers.column" : "div.answers", null,
      choices.map(([label, given]) => h("button", { type: "button", key: `answer ${question.fact} ${given}`, onclick: () => answer(given) }, label)), unknown());
  if (question.kind === "bool") return simple([[say("yes"), true], [say("no"), false]]);
  if (question.kind === "choice") return simple(question.options.map(({ id, label }) => [label, id]));
  if (question.kind === "set") return several(question.options.map(({ id, label }) => [id, label]), question, say, answer, unknown);
  if (question.kind === "places") return places(question, say, answer, unknown);
  return field(question, say, locale, answer, unknown);
}

function boxes(choices, question, changed) {
  const name = `choice-${question.fact}`;
  return h("div.choices", { role: "group", "aria-label": question.ask, tabindex: choices.length > 9 ? "0" : null, key: `choices ${question.fact}` },
    choices.map(([id, label]) => h("label", null, h("input", { type: "checkbox", name, value: id, key: `box ${question.fact} ${id}`, onchange: changed }), h("span", null, label))));
}

const chosen = (list) => [...list.querySelectorAll("input:checked")].map((box) => box.value);

function several(choices, question, say, answer, unknown) {
  const save = h("button.strong", { type: "button", key: `save ${question.fact}`, onclick: () => answer(chosen(list)) }, say("none"));
  const list = boxes(choices, question, () => {
    const count = chosen(list).length;
    save.textContent = count ? say("saveSome", { n: count }) : say("none");
  });
  return [h("p.small.muted", null, say("chooseAll")), list, h("div.answers", null, save, unknown())];
}

function places(question, say, answer, unknown) {
  const list = boxes([["worldwide", say("worldwide")], ["EU", say("europe")], ["US", say("states")]], question);
  const others = h("input", { type: "text", "aria-label": say("otherPlaces"), "aria-describedby": "places-help", placeholder: "US-CA, KR", autocapitalize: "characters", key: `field ${question.fact}` });
  const save = () => answer([...chosen(list), ...others.value.split(/[\s,;]+/).filter(Boolean).map((code) => code.toUpperCase())]);
  return [list, h("div.answers", null, others, h("button.strong", { type: "button", key: `save ${question.fact}`, onclick: save }, say("save")), unknown()),
    h("p.small.muted", { id: "places-help" }, say("otherPlacesHelp"))];
}

function field(question, say, locale, answer, unknown) {
  const problem = h("p.problem", { role: "alert", id: "field-problem", hidden: true });
  const kind = { date: "date" }[question.kind] ?? "text";
  const label = { number: say("number"), date: say("date") }[question.kind] ?? say("text");
  const entry = h("input", {
    type: kind, key: `field ${question.fact}`, "aria-label": question.unit ? `${label} (${question.unit})` : label, "aria-describedby": "field-problem",
    inputmode: question.kind === "number" ? "decimal" : null,
    onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); save(); } },
    oninput: () => { problem.hidden = true; },
  });
  const save = () => {
    const text = entry.value.trim();
    if (!text) return entry.focus();
    if (question.kind !== "number") return answer(text);
    const number = Number(text.replace(/[\s_,']/g, ""));
    if (Number.isFinite(number) && number >= 0) return answer(number);
    problem.textContent = say("numberWrong");
    problem.hidden = false;
    entry.focus();
  };
  return h("div.answers", null, entry, question.unit ? h("span.muted", null, question.unit) : null,
    h("button.strong", { type: "button", key: `save ${question.fact}`, onclick: save }, say("save")), unknown(), problem);
}

/** An answer in the words of its question. */
export const answerWords = (question, given, say, locale) => value(given, say, locale, question?.options);
