/** A place in the node's event log; `epoch` changes when the log starts anew (after a restore). */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

/** The later of two places. Another epoch wins over the known one: what was known is void then. */
export function later(known: Cursor | null, seen: Cursor): Cursor {
  return known !== null && known.epoch === seen.epoch && known.seq >= seen.seq ? known : seen;
}

export function parseCursor(value: unknown): Cursor | null {
  if (typeof value !== "object" || value === null) return null;
  const { epoch, seq } = value as { epoch?: unknown; seq?: unknown };
  return typeof epoch === "string" && typeof seq === "number" ? { epoch, seq } : null;
}
