import { isOver } from "../../api/JobState.ts";
import type { AttemptEnding, WholeJob } from "../../api/QueuedJob.ts";

/** One moment in the life of a job; a time that is not known is null. */
export type Moment =
  | { readonly kind: "created"; readonly at: string }
  | { readonly kind: "due"; readonly at: string; readonly isAhead: boolean }
  | { readonly kind: "began"; readonly at: string; readonly attempt: number }
  | { readonly kind: "ended"; readonly at: string; readonly attempt: number; readonly ending: AttemptEnding }
  | { readonly kind: "cancelAsked"; readonly at: null; readonly reason: string }
  | { readonly kind: "finished"; readonly at: string; readonly state: "completed" | "failed" | "cancelled" };

type Told = Pick<
  WholeJob,
  "state" | "createdAt" | "runAt" | "startedAt" | "finishedAt" | "attempt" | "attempts" | "cancelReason"
>;

/** What happened to a job and what is ahead, in the order of time. */
export function timelineOf(job: Told): readonly Moment[] {
  const moments: Moment[] = [];
  for (const { number, startedAt, endedAt, ending } of job.attempts) {
    moments.push({ kind: "began", at: startedAt, attempt: number });
    moments.push({ kind: "ended", at: endedAt, attempt: number, ending });
  }
  // An attempt that runs, or came to a result, is not among those that ended without one.
  const isListed = job.attempts.some(({ startedAt }) => startedAt === job.startedAt);
  if (job.startedAt !== null && !isListed && (job.state === "running" || job.state === "completed")) {
    moments.push({ kind: "began", at: job.startedAt, attempt: job.attempt });
  }
  const isAhead = job.state === "scheduled" || job.state === "retrying";
  const wasDelayed = job.attempts.length === 0 && Date.parse(job.runAt) > Date.parse(job.createdAt);
  if (isAhead || wasDelayed) moments.push({ kind: "due", at: job.runAt, isAhead });
  // Nothing comes before its beginning, whatever a clock that was set back says.
  const ordered: Moment[] = [{ kind: "created", at: job.createdAt }];
  ordered.push(...moments.toSorted((one, other) => timeOf(one) - timeOf(other)));
  if (job.cancelReason !== null) ordered.push({ kind: "cancelAsked", at: null, reason: job.cancelReason });
  if (job.finishedAt !== null && isOver(job.state)) {
    ordered.push({ kind: "finished", at: job.finishedAt, state: job.state });
  }
  return ordered;
}

function timeOf({ at }: Moment): number {
  return at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
}
