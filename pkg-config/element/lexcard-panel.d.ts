import type { CheckAnswer, CheckInput, CheckOptions, DiagnosticOut, FileEntry, FixOut, LawList, Release } from "./types.js";

/** Words of the panel: a text with `{places}`, or one per plural form of `{n}`. */
export type PanelStrings = Record<string, string | Partial<Record<"zero" | "one" | "two" | "few" | "many" | "other", string>>>;

/** The English words, to be translated. */
export const strings: PanelStrings;

/** Names for the `sections` attribute, in their order. */
export const SECTIONS: readonly string[];

export interface PanelEngine {
  checkRelease(input: CheckInput, options: CheckOptions): CheckAnswer | Promise<CheckAnswer>;
  /** With these two as well, the panel loads no Wasm of its own. */
  listLaws?(): LawList | Promise<LawList>;
  applyFixes?(markdown: string, fixes: FixOut[]): string | Promise<string>;
}

/** Detail of `lexcard-change`, which follows every check. */
export interface PanelChange {
  result: CheckAnswer;
  card: string;
  facts: Record<string, unknown>;
  answers: Record<string, unknown>;
}

/** Detail of `lexcard-edit`, before a fix changes the card; cancel it to change the text yourself. Offsets are UTF-16. */
export interface PanelEdit {
  card: string;
  edits: { start: number; end: number; newText: string }[];
  finding?: DiagnosticOut;
}

/** Detail of `lexcard-locate`, when a reader asks for the place of a finding; cancel it to show the place yourself. */
export interface PanelPlace {
  start: number;
  end: number;
}

/**
 * `<lexcard-panel for="ID-OF-TEXTAREA" name="…" sections="…" severity-threshold="error" warn-threshold="warning"
 * underlines="off">`. Importing the module defines the element.
 */
export interface LexcardPanel {
  card: string;
  files: FileEntry[];
  facts: Release;
  answers: Record<string, unknown>;
  options: CheckOptions;
  strings: PanelStrings | undefined;
  engine: PanelEngine;
  name: string;
  readonly type: string;
  readonly result: CheckAnswer | undefined;
  readonly release: Record<string, unknown>;
  readonly value: string;
  readonly validationMessage: string;
  readonly willValidate: boolean;
  checkValidity(): boolean;
  reportValidity(): boolean;
  /** Checks now; `undefined` if a later check overtook this one. */
  refresh(): Promise<CheckAnswer | undefined>;
}

/** Defines the element under another name as well. */
export function define(name?: string): void;
