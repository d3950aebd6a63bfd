// <card-editor>: the model card in CodeMirror, with findings underlined in place. Knows nothing of duties. The build
// bundles this file with its libraries into lexcard/editor.js.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yamlFrontmatter } from "@codemirror/lang-yaml";
import { HighlightStyle, Language, LanguageSupport, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { lintKeymap, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

const markdown = new LanguageSupport(new Language(defineLanguageFacet(), parser.configure(GFM), [], "markdown"));

const highlighting = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--accent)" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  { tag: tags.monospace, color: "light-dark(#6b3f12, #e0b184)" },
  { tag: [tags.processingInstruction, tags.meta, tags.punctuation, tags.separator, tags.contentSeparator, tags.comment], color: "var(--muted)" },
]);

// Wavy lines as pictures of their own would need one per colour scheme; text decoration follows the colours.
const wave = (colour, style = "wavy") => ({ backgroundImage: "none", paddingBottom: "0", textDecoration: `underline ${style} ${colour} 1.5px`, textDecorationSkipInk: "none", textUnderlineOffset: "0.24em" });
const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", height: "100%", borderRadius: "10px", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", borderRadius: "10px" },
  ".cm-content": { padding: "0.9rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.6rem" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--muted)", border: "0", paddingLeft: "0.5rem" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "light-dark(#1f50760d, #93c4ec12)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "light-dark(#cfe0ee, #2c4a63)" },
  ".cm-placeholder": { color: "var(--muted)" },
  ".cm-lintRange-error": wave("light-dark(#c22e1f, #ff9f92)"),
  ".cm-lintRange-warning": wave("light-dark(#a86500, #efbd6b)"),
  ".cm-lintRange-info, .cm-lintRange-hint": wave("var(--accent)", "dotted"),
  ".cm-lintRange-active": { backgroundColor: "light-dark(#fbe9c2, #4a3d1f)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "8px", boxShadow: "0 6px 24px #0003", maxWidth: "30rem", overflow: "hidden" },
  ".cm-diagnostic": { padding: "0.6rem 0.9rem", borderLeft: "3px solid var(--edge)", font: "0.875rem/1.5 system-ui, sans-serif" },
  ".cm-diagnostic + .cm-diagnostic": { borderTop: "1px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "light-dark(#c22e1f, #ff9f92)" },
  ".cm-diagnostic-warning": { borderLeftColor: "light-dark(#a86500, #efbd6b)" },
  ".cm-diagnostic-info, .cm-diagnostic-hint": { borderLeftColor: "var(--accent)" },
  ".cm-diagnosticSource": { color: "var(--muted)", fontSize: "0.8125rem", opacity: "1" },
  ".cm-diagnosticAction": { font: "inherit", color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--edge)", borderRadius: "6px", padding: "0.1rem 0.6rem", margin: "0.4rem 0.5rem 0 0", cursor: "pointer" },
  ".cm-diagnosticAction:hover": { borderColor: "var(--accent)" },
});

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export class CardEditor extends HTMLElement {
  #view;
  #silent = false;

  connectedCallback() {
    if (this.#view) return;
    const root = this.attachShadow({ mode: "open" });
    this.#view = new EditorView({
      root,
      parent: root,
      state: this.#state(""),
    });
  }

  #state(doc) {
    return EditorState.create({
      doc,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), EditorView.lineWrapping,
        placeholder("Paste a model card here, or write one."),
        yamlFrontmatter({ content: markdown }), syntaxHighlighting(highlighting), look,
        keymap.of([{ key: "F8", run: nextDiagnostic }, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": this.getAttribute("aria-label") ?? "Text", spellcheck: "false", autocapitalize: "off", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !this.#silent) this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
        }),
      ],
    });
  }

  /** The whole text. Setting it forgets what could be undone, as opening another file does. */
  get value() { return this.#view.state.doc.toString(); }
  set value(text) {
    this.#silent = true;
    this.#view.setState(this.#state(text));
    this.#silent = false;
  }

  /** Underlines findings as `validateCard` gives them; those without a place in the text are for others to show. */
  show(findings) {
    const { length } = this.#view.state.doc;
    const shown = findings.filter(({ offset }) => offset.end > offset.start && offset.end <= length);
    this.#view.dispatch(setDiagnostics(this.#view.state, shown.map((each) => ({
      from: each.offset.start,
      to: each.offset.end,
      severity: each.severity,
      source: each.code,
      message: each.help ? `${sentence(each.message)}. ${sentence(each.help)}.` : `${sentence(each.message)}.`,
      actions: (each.fixes ?? []).map((fix) => ({ name: fix.title, apply: () => this.replace(fix.edits.map(({ offset, newText }) => ({ ...offset, newText }))) })),
    }))));
  }

  /** Makes edits `{ start, end, newText }` as one step that can be undone. */
  replace(edits) {
    this.#view.dispatch({ changes: edits.map(({ start, end, newText }) => ({ from: start, to: end, insert: newText })), userEvent: "input.fix" });
    this.#view.focus();
  }

  select(start, end) {
    this.#view.dispatch({ selection: { anchor: start, head: end }, effects: EditorView.scrollIntoView(start, { y: "center" }) });
    this.#view.focus();
  }

  focus() { this.#view.focus(); }
}

customElements.define("card-editor", CardEditor);
