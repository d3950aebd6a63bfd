// Values and dates as a reader of `locale` writes them.

const superscript = (number) => String(number).replace(/./g, (sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"["0123456789-".indexOf(sign)] ?? sign);

/** `7.2e23` as 7.2 × 10²³; figures of everyday size with separators. */
export function figure(number, locale) {
  if (!Number.isFinite(number)) return "∞";
  if (number !== 0 && Math.abs(number) >= 1e15) {
    const [digits, power] = number.toExponential(2).split("e");
    return `${Number(digits).toLocaleString(locale)} × 10${superscript(Number(power))}`;
  }
  return number.toLocaleString(locale, { maximumFractionDigits: 2 });
}

/** A day `YYYY-MM-DD`, as written out in full; what is no such day is left as it is. */
export function day(text, locale, style = "long") {
  const [year, month, date] = (text ?? "").split("-").map(Number);
  if (!year || !month || !date) return text ?? "";
  return new Intl.DateTimeFormat(locale, { dateStyle: style, timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
}

/** The value of a fact in words. `options` are its answers `{ id, label }`, where they are known. */
export function value(given, say, locale, options = []) {
  const label = (id) => options.find((each) => each.id === id)?.label ?? String(id).replaceAll("-", " ");
  if (given === null || given === undefined || given === "unknown") return say("unknownAnswer");
  if (given === true) return say("yes");
  if (given === false) return say("no");
  if (typeof given === "number") return figure(given, locale);
  if (Array.isArray(given)) return given.length ? given.map(label).join(", ") : say("nothing");
  if (typeof given === "object") {
    if (given.estimate !== undefined) return `${figure(given.estimate, locale)}${given.margin ? ` ±${Math.round(given.margin * 100)} %` : ""}`;
    const from = given.min ?? given.from;
    const to = given.max ?? given.to;
    const words = (each) => (typeof each === "number" ? figure(each, locale) : each);
    if (from !== undefined && to !== undefined) return `${words(from)} – ${words(to)}`;
    if (from !== undefined) return `≥ ${words(from)}`;
    if (to !== undefined) return `≤ ${words(to)}`;
    return JSON.stringify(given);
  }
  return /^\d{4}-\d{2}-\d{2}$/.test(given) ? day(given, locale) : label(given);
}

/** A readable name for a fact that nobody asked about: `training.updateFlop` is "training: update flop". */
export const factName = (id) => id.replace(".", ": ").replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`);
