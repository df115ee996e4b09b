/** A row of an import that cannot be a lead. */
export interface RefusedRow {
  readonly line: string;
  readonly reason: string;
  readonly cells: readonly string[];
}

/** The rows of a report's beginning (RFC 4180): its last two columns are line and reason. What is cut off is left out. */
export function refusedRows(report: string, limit: number): readonly RefusedRow[] {
  return rowsOf(report).slice(1, limit + 1).flatMap((cells) => {
    const [line, reason] = cells.slice(-2);
    return cells.length < 3 || line === undefined || reason === undefined
      ? []
      : [{ line, reason, cells: cells.slice(0, -2).filter((cell) => cell !== "") }];
  });
}

/** Complete rows only: one without an end of line may go on beyond what was read. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === ",") {
      row.push(cell);
      cell = "";
    } else if (sign === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else if (sign !== "\r") cell += sign;
  }
  return rows;
}
