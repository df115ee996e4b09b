/** Where a job stands, in the order in which a job goes through them. */
export const jobStates = [
  "scheduled",
  "waiting",
  "waiting_for_children",
  "running",
  "retrying",
  "completed",
  "failed",
  "cancelled",
] as const;

export type JobState = typeof jobStates[number];

/** The states of a job that will not change by itself any more. */
export const endedStates = ["completed", "failed", "cancelled"] as const satisfies readonly JobState[];

export type EndedState = typeof endedStates[number];

/** True for a job that will not change any more. */
export function isOver(state: JobState): state is EndedState {
  return endedStates.some((ended) => ended === state);
}
