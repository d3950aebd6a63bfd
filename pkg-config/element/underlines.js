// Wavy lines under the findings of a textarea, and a note on the finding under the pointer or the caret. The textarea
// stays as it is: a transparent copy of its text lies over it and lets every click through.
import { h } from "./dom.js";
import { dress, underlineCss } from "./style.js";

// What decides where the letters of a textarea stand.
const COPIED = [
  "direction", "fontFamily", "fontSize", "fontStyle", "fontVariant", "fontWeight", "fontStretch", "fontFeatureSettings", "fontKerning", "letterSpacing", "lineHeight",
  "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "tabSize", "textAlign",
  "textIndent", "textTransform", "wordSpacing", "whiteSpace", "wordBreak", "overflowWrap", "lineBreak", "hyphens",
];

export class Underlines {
  #area;
  #host;
  #text;
  #marks = [];
  #stop = new AbortController();
  #watch;

  /** `onPoint(findings, rectangle)` is told which findings lie under pointer or caret; an empty list for none. */
  constructor(area, onPoint) {
    this.#area = area;
    this.#host = document.createElement("div");
    this.#host.setAttribute("aria-hidden", "true");
    const root = this.#host.attachShadow({ mode: "open" });
    dress(root, underlineCss);
    this.#text = h("div.text");
    root.append(this.#text);
    area.after(this.#host);
    const options = { signal: this.#stop.signal, passive: true };
    area.addEventListener("scroll", () => this.#scroll(), options);
    addEventListener("resize", () => this.#place(), options);
    const under = (event) => onPoint(...this.#at((box) => event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom + 3));
    area.addEventListener("pointermove", (event) => event.pointerType === "mouse" && event.buttons === 0 && under(event), options);
    area.addEventListener("pointerleave", () => onPoint([]), options);
    const atCaret = () => onPoint(...this.#atCaret());
    area.addEventListener("click", atCaret, options);
    area.addEventListener("keyup", (event) => /^(Arrow|Home|End|Page)/.test(event.key) && atCaret(), options);
    area.addEventListener("keydown", (event) => event.key === "Escape" && onPoint([]), options);
    area.addEventListener("input", () => { this.#host.style.visibility = "hidden"; onPoint([]); }, options);
    this.#watch = new ResizeObserver(() => this.#place());
    this.#watch.observe(area);
  }

  /** Draws the findings of `text`, which is what the textarea holds. */
  draw(text, findings) {
    const spans = findings.map((each) => ({ ...each.offset, each })).filter(({ start, end }) => end > start || text.length === 0).sort((a, b) => a.start - b.start || b.end - a.end);
    const pieces = [];
    this.#marks = [];
    let at = 0;
    for (const { start, end, each } of spans) {
      const from = Math.max(start, at);
      if (end <= from) {
        const last = this.#marks.at(-1);
        if (last) last.findings.push(each);
        continue;
      }
      pieces.push(text.slice(at, from));
      const mark = h(`mark.${each.severity}`, null, text.slice(from, end));
      this.#marks.push({ mark, findings: [each], start: from, end });
      pieces.push(mark);
      at = end;
    }
    pieces.push(text.slice(at), "\n");
    this.#text.replaceChildren(...pieces);
    this.#host.style.visibility = "";
    this.#place();
  }

  #place() {
    const from = getComputedStyle(this.#area);
    for (const name of COPIED) this.#host.style[name] = from[name];
    if (this.#area.wrap === "off") this.#text.style.whiteSpace = "pre";
    Object.assign(this.#host.style, {
      left: `${this.#area.offsetLeft}px`, top: `${this.#area.offsetTop}px`, width: `${this.#area.offsetWidth}px`, height: `${this.#area.offsetHeight}px`, boxSizing: "border-box",
    });
    const borders = parseFloat(from.borderLeftWidth) + parseFloat(from.borderRightWidth) + parseFloat(from.paddingLeft) + parseFloat(from.paddingRight);
    this.#text.style.width = `${this.#area.clientWidth + parseFloat(from.borderLeftWidth) + parseFloat(from.borderRightWidth) - borders}px`;
    this.#scroll();
  }

  #scroll() {
    this.#text.style.transform = `translate(${-this.#area.scrollLeft}px, ${-this.#area.scrollTop}px)`;
  }

  #at(inside) {
    for (const { mark, findings } of this.#marks) {
      const box = [...mark.getClientRects()].find(inside);
      if (box) return [findings, box];
    }
    return [[]];
  }

  #atCaret() {
    const { selectionStart, selectionEnd } = this.#area;
    if (selectionStart !== selectionEnd) return [[]];
    const found = this.#marks.find(({ start, end }) => start <= selectionStart && selectionStart <= end);
    return found ? [found.findings, found.mark.getClientRects()[0]] : [[]];
  }

  remove() {
    this.#stop.abort();
    this.#watch.disconnect();
    this.#host.remove();
  }
}
