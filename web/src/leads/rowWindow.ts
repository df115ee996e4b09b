/** The rows that are there: from `first` to before `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** So few are all there at once: the browser finds words in them and prints them. */
export const ALL_ROWS_MAX = 200;
/** Rows above and below what is seen, so that a turn of the wheel finds them there. */
const MARGIN = 20;
/** Not moved for less, so that most steps of scrolling change nothing. */
const STEP = 10;

/** What of `count` rows is there when the screen begins `offset` pixels below the first one's top. */
export function rowWindow(count: number, rowHeight: number, offset: number, screenHeight: number): RowWindow {
  if (count <= ALL_ROWS_MAX || rowHeight <= 0) return { first: 0, end: count };
  const top = Math.floor(offset / rowHeight) - MARGIN;
  const first = Math.max(0, Math.min(count - 1, Math.floor(top / STEP) * STEP));
  const end = Math.min(count, first + Math.ceil(screenHeight / rowHeight) + 2 * MARGIN + STEP);
  return { first, end };
}

/** What of these is there at first, so that it is soon painted: as many as the screen shows. The others come after it. */
export function firstRows({ first, end }: RowWindow, rowHeight: number, screenHeight: number): RowWindow {
  return { first, end: Math.min(end, first + Math.ceil(screenHeight / rowHeight)) };
}
