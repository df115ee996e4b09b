import type { Cursor } from "../realtime/Cursor.ts";
import type { Analysis } from "./Analysis.ts";
import type { Dossier } from "./Dossier.ts";
import type { Job } from "./Job.ts";
import type { LeadContact } from "./LeadContact.ts";
import type { LeadLink } from "./LeadLink.ts";
import type { LeadNote } from "./LeadNote.ts";
import type { Lead } from "./Lead.ts";
import type { LeadVisit } from "./visits.ts";

/** Everything about one lead, read at `cursor`: events after it are not in here. */
export interface WarRoom {
  readonly lead: Lead;
  readonly analysis: Analysis | null;
  readonly dossier: Dossier | null;
  readonly jobs: readonly Job[];
  /** Those beside the main one. */
  readonly contacts: readonly LeadContact[];
  /** The newest first. */
  readonly notesList: readonly LeadNote[];
  /** Leads that may be the same company. */
  readonly links: readonly LeadLink[];
  /** One’s last visit; null at the first one. */
  readonly seen: LeadVisit | null;
  /** How often others changed it since; 100 at most. */
  readonly newChanges: number;
  /** The last entry of its history; null as long as nothing was changed. */
  readonly lastChange: string | null;
  readonly cursor: Cursor;
}
