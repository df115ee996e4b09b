/** Lines that are shown of a long text before it is unfolded. */
const SHOWN_LINES = 16;
/** Characters of one line, which may be all of a text. */
const SHOWN_CHARACTERS = 2_000;

export interface FoldedText {
  readonly text: string;
  /** The beginning, when the text is long; null when all of it may be shown. */
  readonly start: string | null;
  readonly lines: number;
}

export function foldedText(text: string): FoldedText {
  const lines = text.split("\n");
  const isLong = lines.length > SHOWN_LINES + 4 || text.length > SHOWN_CHARACTERS * 2;
  const start = isLong ? lines.slice(0, SHOWN_LINES).join("\n").slice(0, SHOWN_CHARACTERS) : null;
  return { text, start, lines: lines.length };
}

/** JSON as people read it. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}
