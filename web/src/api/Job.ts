export type JobKind = "analyze_lead" | "render_dossier";

export type JobState = "waiting" | "scheduled" | "running" | "retrying" | "completed" | "failed" | "cancelled";

/** One piece of work on a lead; `version` is counted apart from the lead's. */
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

/** True for a job that will not change any more. */
export function isOver(state: JobState): boolean {
  return state === "completed" || state === "failed" || state === "cancelled";
}
