/** Cards by stages, in both their orders. */
export type Grid = readonly { readonly stageId: string; readonly cards: readonly string[] }[];

export interface Spot {
  readonly column: number;
  readonly row: number;
}

export type ArrowKey = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

export function isArrow(key: string): key is ArrowKey {
  return key === "ArrowUp" || key === "ArrowDown" || key === "ArrowLeft" || key === "ArrowRight";
}

/** Where a card is; null when it is not shown. */
export function spotOf(grid: Grid, cardId: string): Spot | null {
  for (const [column, { cards }] of grid.entries()) {
    const row = cards.indexOf(cardId);
    if (row !== -1) return { column, row };
  }
  return null;
}

/** The card to which an arrow leads; stages without cards are passed over. */
export function neighbour(grid: Grid, from: Spot, key: ArrowKey): string | null {
  const at = (column: number, row: number) => grid[column]?.cards[row] ?? null;
  if (key === "ArrowUp") return at(from.column, from.row - 1);
  if (key === "ArrowDown") return at(from.column, from.row + 1);
  const step = key === "ArrowLeft" ? -1 : 1;
  for (let column = from.column + step; grid[column] !== undefined; column += step) {
    const cards = grid[column]?.cards ?? [];
    if (cards.length > 0) return at(column, Math.min(from.row, cards.length - 1));
  }
  return null;
}

/** Where an arrow carries a card that was taken up; the same spot at the border of the board. */
export function carried(grid: Grid, cardId: string, from: Spot, key: ArrowKey): Spot {
  const roomIn = (column: number) => grid[column]?.cards.filter((id) => id !== cardId).length ?? 0;
  if (key === "ArrowUp") return { ...from, row: Math.max(0, from.row - 1) };
  if (key === "ArrowDown") return { ...from, row: Math.min(roomIn(from.column), from.row + 1) };
  const column = from.column + (key === "ArrowLeft" ? -1 : 1);
  return grid[column] === undefined ? from : { column, row: Math.min(from.row, roomIn(column)) };
}
