// Elements from JavaScript: the few lines that a framework would be used for.

/**
 * `h("button.plain", { type: "button", onclick, key: "next" }, "Next")`. A function becomes a listener, `true` an empty
 * attribute, `false`, `null` and `undefined` nothing. `key` names the element for `Keeper`. Text is always text: nothing
 * here ever parses markup.
 */
export function h(selector, attributes, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "key") element.dataset.key = value;
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const SHAPES = {
  error: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M8 4.6v4.2M8 11v.2",
  warning: "M8 2 1.6 13.4h12.8zM8 6.4v3.4M8 11.6v.2",
  info: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M8 7.4v4M8 4.8v.2",
  hint: "M8 3.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2",
  met: "m3 8.4 3.3 3.3L13 4.8",
  notMet: "m4 4 8 8m0-8-8 8",
  unknown: "M5.6 6a2.4 2.4 0 1 1 3.5 2.2c-.8.4-1.1.8-1.1 1.6M8 12v.2",
  more: "m5.5 3.5 5 4.5-5 4.5",
  outside: "M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13 3 7.5 8.5",
};

/** A line drawing in the colour of the text around it; decoration only, words carry the meaning. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: `icon icon-${name}`, "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/**
 * Replaces the content of containers and keeps what a reader would miss: which keyed element has the focus, which
 * disclosures are open, what is half typed. A container whose data did not change is not touched at all.
 */
export class Keeper {
  #root;
  #seen = new Map();
  #open = new Map();

  constructor(root) {
    this.#root = root;
    // `toggle` does not bubble.
    root.addEventListener("toggle", ({ target }) => target.dataset?.key && this.#open.set(target.dataset.key, target.open), true);
  }

  /** Whether the disclosure was left open; `before` for one that nobody has touched yet. */
  isOpen(key, before = false) {
    return this.#open.get(key) ?? before;
  }

  open(key) {
    this.#open.set(key, true);
  }

  /** Draws `container` anew if `data` is not what it was drawn from. */
  draw(container, data, make) {
    const seen = JSON.stringify(data);
    if (this.#seen.get(container) === seen) return;
    this.#seen.set(container, seen);
    const focused = this.#root.activeElement;
    const key = focused && container.contains(focused) ? focused.dataset.key : undefined;
    container.replaceChildren(...[make()].flat(Infinity).filter(Boolean));
    container.hidden = container.childNodes.length === 0;
    if (key) [...container.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key)?.focus();
  }

  /** Draws everything anew next time, as after a change of language. */
  forget() {
    this.#seen.clear();
  }
}
