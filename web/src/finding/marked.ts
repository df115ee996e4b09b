/** A piece of a text, and whether it is what was sought. */
export interface Piece {
  readonly text: string;
  readonly isFound: boolean;
}

/** A text in pieces by the ranges in which words were found; ranges that are out of order or of the text are left out. */
export function marked(text: string, ranges: readonly (readonly [number, number])[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const add = (end: number, isFound: boolean) => {
    if (end > at) pieces.push({ text: text.slice(at, end), isFound });
    at = Math.max(at, end);
  };
  for (const [start, length] of ranges) {
    if (start < at || length <= 0 || start + length > text.length) continue;
    add(start, false);
    add(start + length, true);
  }
  add(text.length, false);
  return pieces;
}
