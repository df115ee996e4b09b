import { isOver, type JobState } from "../api/JobState.ts";
import type { QueuedJob } from "../api/QueuedJob.ts";

export type JobAct = "retry" | "cancel" | "promote" | "remove";

/** What can be done to a job in its state. The node has the last word; what it would refuse is not shown. */
export function actsOn({ state, cancelReason }: Pick<QueuedJob, "state" | "cancelReason">): readonly JobAct[] {
  const acts: JobAct[] = [];
  if (state === "failed" || state === "cancelled") acts.push("retry");
  if (waitsForItsTime(state)) acts.push("promote");
  // Once is enough: a running job that was asked to stop is on its way.
  if (!isOver(state) && !(state === "running" && cancelReason !== null)) acts.push("cancel");
  if (isOver(state)) acts.push("remove");
  return acts;
}

function waitsForItsTime(state: JobState): boolean {
  return state === "scheduled" || state === "retrying";
}
