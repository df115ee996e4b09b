import type { AnalysisChanges } from "../api/Analysis.ts";

/** The words around what changed. */
export interface ChangeWords {
  readonly score: string;
  readonly added: (label: string, value: string) => string;
  readonly removed: (label: string, value: string) => string;
  readonly changed: (label: string, before: string, after: string) => string;
}

/** What is different from the analysis before, a line each; none when nothing is. */
export function changeLines(changes: AnalysisChanges | null, words: ChangeWords): readonly string[] {
  if (changes === null) return [];
  const { score, added, removed, changed } = changes;
  return [
    ...(score.before === score.after ? [] : [words.changed(words.score, `${score.before}`, `${score.after}`)]),
    ...added.map(({ label, value }) => words.added(label, value)),
    ...removed.map(({ label, value }) => words.removed(label, value)),
    ...changed.map(({ label, before, after }) => words.changed(label, before, after)),
  ];
}
