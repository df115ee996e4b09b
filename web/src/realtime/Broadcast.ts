import { type Cursor, parseCursor } from "./Cursor.ts";

/** What a room sends: a named event, and for a durable one its place in the log. */
export interface Broadcast {
  readonly event: string;
  readonly payload: unknown;
  readonly cursor: Cursor | null;
}

/** The broadcast in the payload of a channel's `broadcast` event, or null for anything else. */
export function parseBroadcast(payload: unknown): Broadcast | null {
  if (typeof payload !== "object" || payload === null) return null;
  const { event, payload: inner, meta } = payload as { event?: unknown; payload?: unknown; meta?: unknown };
  return typeof event === "string" ? { event, payload: inner, cursor: parseCursor(meta) } : null;
}
