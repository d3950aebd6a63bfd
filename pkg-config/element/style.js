// How the panel looks. A host themes it by the `--lexcard-…` properties and by parts; light or dark follows the
// `color-scheme` that the panel inherits. Logical properties only, so that right-to-left pages need nothing more.

export const css = `
:host {
  --_ink: var(--lexcard-ink, light-dark(#1d2228, #e9e6e0));
  --_muted: var(--lexcard-muted, light-dark(#5a626b, #a6abb2));
  --_paper: var(--lexcard-paper, light-dark(#fff, #1b1f24));
  --_sunken: var(--lexcard-sunken, light-dark(#f6f4ef, #23282e));
  --_line: var(--lexcard-line, light-dark(#e0dcd3, #343a42));
  --_edge: var(--lexcard-edge, light-dark(#878e97, #7c848e));
  --_accent: var(--lexcard-accent, light-dark(#1f5076, #93c4ec));
  --_on-accent: var(--lexcard-on-accent, light-dark(#fff, #10202e));
  --_error: var(--lexcard-error, light-dark(#a5281b, #ff9f92));
  --_warning: var(--lexcard-warning, light-dark(#865100, #efbd6b));
  --_good: var(--lexcard-good, light-dark(#1d6a43, #88d4a6));
  --_radius: var(--lexcard-radius, 10px);
  --_heading: var(--lexcard-font-heading, "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "Noto Serif", Georgia, serif);
  --_mono: var(--lexcard-font-mono, ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace);
  display: block;
  container: lexcard / inline-size;
  color: var(--_ink);
  font: var(--lexcard-font, 400 0.9375rem/1.55 system-ui, "Segoe UI", "Noto Sans", sans-serif);
  text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, h4, p, ul, ol, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
ul, ol { list-style: none; }
a { color: var(--_accent); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
code { font-family: var(--_mono); font-size: 0.875em; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; border-radius: 4px; }
.icon { inline-size: 1em; block-size: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.muted { color: var(--_muted); }
.small { font-size: 0.8125rem; line-height: 1.5; }

button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; min-block-size: 2.25rem; padding: 0.3rem 0.85rem; border: 1px solid var(--_edge); border-radius: 999px; background: var(--_paper); text-align: start; }
button:hover { border-color: var(--_accent); background: color-mix(in oklab, var(--_accent) 8%, var(--_paper)); }
button.strong { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
button.strong:hover { background: color-mix(in oklab, var(--_accent) 86%, var(--_ink)); }
button.quiet { border-color: transparent; background: none; color: var(--_muted); }
button.quiet:hover { color: var(--_ink); border-color: var(--_line); }
button.link { min-block-size: 1.5rem; padding: 0; border: 0; border-radius: 4px; background: none; color: var(--_accent); text-decoration: underline; text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
button.link:hover { text-decoration-thickness: 2px; }
input:not([type=checkbox], [type=radio]) { min-block-size: 2.25rem; padding: 0.3rem 0.7rem; border: 1px solid var(--_edge); border-radius: 6px; background: var(--_paper); inline-size: min(100%, 22rem); }
input:is([type=checkbox], [type=radio]) { accent-color: var(--_accent); inline-size: 1.05rem; block-size: 1.05rem; margin: 0.22em 0 0; flex: none; }

.panel { display: grid; gap: 1.75rem; }
.panel > section > .body { margin-block-start: 0.75rem; }
h2, h3 { font-family: var(--_heading); font-weight: 600; line-height: 1.25; text-wrap: balance; }
h2 { font-size: 1.5rem; letter-spacing: -0.005em; }
h2 > span { display: inline-block; }
.then { color: var(--_muted); font-weight: 400; }
h3 { font-size: 1.125rem; }
h4 { font-size: 0.9375rem; font-weight: 600; line-height: 1.4; }
.count { color: var(--_muted); font: 400 0.875rem/1 system-ui, sans-serif; margin-inline-start: 0.4em; font-variant-numeric: tabular-nums; }

.part-summary { display: grid; gap: 0.4rem; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1px; margin-block-start: 0.6rem; background: var(--_line); border: 1px solid var(--_line); border-radius: var(--_radius); overflow: hidden; }
.tiles > div { background: var(--_paper); padding: 0.6rem 0.8rem; display: flex; flex-direction: column-reverse; }
.tiles dt { color: var(--_muted); font-size: 0.8125rem; line-height: 1.3; }
.tiles dd { font-family: var(--_heading); font-size: 1.5rem; line-height: 1.2; font-variant-numeric: lining-nums tabular-nums; }

.question { background: var(--_sunken); border-radius: var(--_radius); padding: 1.1rem 1.2rem 1.2rem; }
.question .eyebrow { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 1rem; color: var(--_muted); font-size: 0.8125rem; margin-block-end: 0.35rem; }
.question h3 { font-size: 1.2rem; }
.question .help { color: var(--_muted); margin-block-start: 0.3rem; max-inline-size: 62ch; }
.answers { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-block-start: 0.9rem; align-items: center; }
.answers.column { flex-direction: column; align-items: stretch; }
.answers.column > button { border-radius: 8px; padding-block: 0.5rem; }
.choices { display: grid; gap: 0.1rem 1.5rem; margin-block-start: 0.8rem; max-block-size: 20rem; overflow-y: auto; overscroll-behavior: auto; scrollbar-width: thin; }
.choices label, .readings label { display: flex; gap: 0.6rem; padding: 0.3rem 0.25rem; border-radius: 6px; cursor: pointer; line-height: 1.4; }
.choices label:hover, .readings label:hover { background: color-mix(in oklab, var(--_accent) 8%, transparent); }
.problem { color: var(--_error); font-size: 0.875rem; inline-size: 100%; }
.more { margin-block-start: 0.6rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
@container lexcard (min-width: 44rem) { .choices { grid-template-columns: 1fr 1fr; } }

details > summary { cursor: pointer; list-style: none; display: flex; align-items: baseline; gap: 0.45rem; border-radius: 4px; inline-size: fit-content; max-inline-size: 100%; }
details > summary::-webkit-details-marker { display: none; }
details > summary > .icon-more { align-self: center; inline-size: 0.8em; color: var(--_muted); transition: rotate 120ms; }
:host(:dir(rtl)) details:not([open]) > summary > .icon-more { rotate: 180deg; }
details[open] > summary > .icon-more { rotate: 90deg; }
details > summary:hover { color: var(--_accent); }
details.fold { border-block-start: 1px solid var(--_line); padding-block-start: 0.9rem; }
details.fold > summary { inline-size: 100%; }
section:has(> details.fold) + section:has(> details.fold) { margin-block-start: -0.9rem; }
details.fold > .body { margin-block-start: 0.75rem; }

.group + .group { margin-block-start: 1.5rem; }
.group > h4 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 0.6rem; padding-block-end: 0.45rem; }
.whose { font-weight: 400; font-size: 0.8125rem; color: var(--_muted); }
.whose.yours { color: var(--_accent); font-weight: 600; }
.duties { border-block-start: 1px solid var(--_line); }
.duty { padding-block: 0.8rem; border-block-end: 1px solid var(--_line); display: grid; gap: 0.2rem; }
.duty > .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.6rem; }
.duty > .head > .title { font-weight: 600; flex: 1 1 14rem; text-wrap: pretty; }
.duty > .says { max-inline-size: 68ch; }
.chip { font-size: 0.75rem; line-height: 1.35rem; padding-inline: 0.55rem; border-radius: 999px; border: 1px solid var(--_edge); color: var(--_muted); white-space: nowrap; }
.chip.applies { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); font-weight: 600; }
.chip.upcoming { border-color: var(--_accent); color: var(--_accent); font-weight: 600; }
.chip:is(.likely, .open, .unknown) { border-color: color-mix(in oklab, var(--_warning) 60%, transparent); color: var(--_warning); }
.chip.likely { background: color-mix(in oklab, var(--_warning) 12%, var(--_paper)); font-weight: 600; }
.chip.met { border-color: color-mix(in oklab, var(--_good) 60%, transparent); color: var(--_good); font-weight: 600; }
.chip.prohibition { border-color: color-mix(in oklab, var(--_error) 55%, transparent); color: var(--_error); }
.meta { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; color: var(--_muted); font-size: 0.875rem; }
.law { color: var(--_ink); font-weight: 500; }
.why { margin-block-start: 0.25rem; font-size: 0.875rem; }
.why > summary { color: var(--_muted); }
.rows { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.55rem 1.2rem; margin-block-start: 0.7rem; padding-inline-start: 1.1rem; }
.indent { padding-inline-start: 1.1rem; margin-block-start: 0.5rem; }
.rows dt { color: var(--_muted); }
.rows dd { display: grid; gap: 0.25rem; overflow-wrap: anywhere; }
@container lexcard (max-width: 32rem) { .rows { grid-template-columns: 1fr; gap: 0.1rem; padding-inline-start: 0.9rem; } .rows dd { margin-block-end: 0.6rem; } .tiles { grid-template-columns: 1fr 1fr; } }
.rest { margin-block-start: 0.7rem; }
.rest > .group:first-of-type { margin-block-start: 1rem; }
.rest > summary { color: var(--_muted); font-size: 0.875rem; }

.limbs { display: grid; gap: 0.35rem; margin-block: 0.5rem; }
.limbs li { display: flex; gap: 0.6rem; align-items: baseline; }
.limbs .icon { translate: 0 0.14em; }
.icon-met { color: var(--_good); } .icon-notMet { color: var(--_error); } .icon-unknown { color: var(--_warning); }
.exemption + .exemption { margin-block-start: 1.25rem; padding-block-start: 1.25rem; border-block-start: 1px solid var(--_line); }

.finding { display: grid; grid-template-columns: 1.25rem 1fr; gap: 0.1rem 0.6rem; padding-block: 0.7rem; border-block-end: 1px solid var(--_line); }
.finding > .icon { inline-size: 1.05rem; block-size: 1.05rem; margin-block-start: 0.2rem; }
.finding .actions { display: flex; flex-wrap: wrap; gap: 0.4rem 0.9rem; align-items: center; margin-block-start: 0.4rem; }
.finding .actions button.fix { min-block-size: 1.9rem; padding-block: 0.1rem; font-size: 0.875rem; border-radius: 8px; }
.icon-error, .finding.error > .icon { color: var(--_error); } .finding.warning > .icon { color: var(--_warning); } .finding:is(.info, .hint) > .icon { color: var(--_accent); }
.bullets { display: grid; gap: 0.3rem; margin-block-start: 0.4rem; padding-inline-start: 1.1rem; list-style: disc; }
.bullets li::marker { color: var(--_edge); }
button.fix { min-block-size: 1.9rem; padding-block: 0.1rem; font-size: 0.875rem; border-radius: 8px; }
.bullets button.fix { margin-inline-start: 0.4rem; }
.bar { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.5rem 1rem; }

.judgement + .judgement { margin-block-start: 1.25rem; }
.readings { display: grid; gap: 0.1rem; margin-block: 0.5rem; }
.lean { color: var(--_good); font-weight: 500; }

.time { position: relative; display: grid; gap: 1rem; padding-inline-start: 1.4rem; }
.time::before { content: ""; position: absolute; inset-block: 0.5rem; inset-inline-start: 0.3rem; inline-size: 2px; background: var(--_line); }
.time > li { position: relative; }
.time > li::before { content: ""; position: absolute; inset-inline-start: calc(-1.4rem + 0.3rem - 4px); inset-block-start: 0.5em; inline-size: 10px; block-size: 10px; border-radius: 50%; background: var(--_paper); border: 2px solid var(--_edge); }
.time > li.past::before { background: var(--_edge); }
.time > li.today::before { background: var(--_accent); border-color: var(--_accent); }
.time > li.today { color: var(--_accent); font-weight: 600; }
.time time { font-weight: 600; }
.lines { display: grid; gap: 0.35rem; }
.lines.spaced { gap: 0.8rem; }
.known { display: grid; grid-template-columns: minmax(9rem, 1fr) minmax(0, 1.4fr) auto; gap: 0.1rem 1rem; }
.known > li { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; padding-block: 0.3rem; border-block-end: 1px solid var(--_line); align-items: baseline; overflow-wrap: anywhere; }
@container lexcard (max-width: 32rem) { .known { grid-template-columns: 1fr auto; } .known > li > :first-child { grid-column: 1 / -1; } }
.foot { border-block-start: 1px solid var(--_line); padding-block-start: 0.9rem; display: grid; gap: 0.4rem; color: var(--_muted); font-size: 0.8125rem; }
.trouble { border-inline-start: 3px solid var(--_error); padding: 0.5rem 0.9rem; background: color-mix(in oklab, var(--_error) 8%, var(--_paper)); border-radius: 4px; }
.trouble.warn { border-color: var(--_warning); background: color-mix(in oklab, var(--_warning) 9%, var(--_paper)); }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { .chip, .tiles > div { border: 1px solid; } }
@media print {
  :host { font-size: 10pt; }
  button, .question, .more { display: none; }
  /* The reasons for what is certain go onto paper; what else is closed stays closed, or it would be thirty pages. */
  :is(.duty:is([data-state="applies"], [data-state="upcoming"]), .exemption) > details::details-content { content-visibility: visible; block-size: auto; }
  .duty:not([data-state="applies"], [data-state="upcoming"]) > details.why:not([open]) { display: none; }
  .icon-more { display: none; }
  .duty, .finding, .exemption { break-inside: avoid; }
}
`;

/** Underlines over a textarea and the note that a pointer or the caret calls up. */
export const underlineCss = `
:host { position: absolute; pointer-events: none; overflow: hidden; margin: 0; border-style: solid; border-color: transparent; color-scheme: inherit; }
.text { white-space: pre-wrap; overflow-wrap: break-word; color: transparent; }
mark { background: none; color: transparent; text-decoration: underline wavy 1.5px; text-decoration-skip-ink: none; text-underline-offset: 0.22em; }
mark.error { text-decoration-color: var(--lexcard-error, light-dark(#c22e1f, #ff9f92)); }
mark.warning { text-decoration-color: var(--lexcard-warning, light-dark(#a86500, #efbd6b)); }
mark:is(.info, .hint) { text-decoration-color: var(--lexcard-accent, light-dark(#1f5076, #93c4ec)); text-decoration-style: dotted; }
mark.empty { border-inline-start: 2px solid currentColor; }
`;

export const noteCss = `
.note { position: fixed; inset: auto; margin: 0; padding: 0.3rem 0.9rem; max-inline-size: min(26rem, calc(100vw - 2rem)); max-block-size: 50vh; overflow: auto; border: 1px solid var(--_edge); border-radius: 8px; background: var(--_paper); color: var(--_ink); box-shadow: 0 6px 24px #0003; font-size: 0.875rem; }
.note .finding:last-child { border: 0; }
`;

/**
 * Gives a shadow root its styles, whatever the page's policy says of inline ones. Firefox lets content scripts adopt no
 * sheet, but a style element of theirs passes by the page's policy there.
 */
export function dress(root, text) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const element = document.createElement("style");
    element.textContent = text;
    root.prepend(element);
  }
}
