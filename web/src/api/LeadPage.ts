import type { Cursor } from "../realtime/Cursor.ts";
import type { Lead } from "./Lead.ts";

/** A slice of the list, newest first; `next` asks for the slice after it. */
export interface LeadPage {
  readonly items: readonly Lead[];
  readonly next: string | null;
  readonly cursor: Cursor;
}
