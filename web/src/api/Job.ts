import type { JobState } from "./JobState.ts";

export type JobKind = "analyze_lead" | "render_dossier" | "remind_owner";

/** One piece of work on a lead, as its war room shows it; `version` is counted apart from the lead's. */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly progress: number;
  readonly progressText: string | null;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly error: string | null;
  readonly version: number;
  readonly updatedAt: string;
}
