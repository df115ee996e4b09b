import type { JobQueue } from "../../api/jobQueues.ts";
import { type JobState, jobStates } from "../../api/JobState.ts";

/** The states that a queue's depth is made of, in the order in which they are shown. */
export const depthStates = [
  "waiting",
  "scheduled",
  "waiting_for_children",
  "running",
  "retrying",
  "failed",
] as const satisfies readonly JobState[];

/** How many jobs there are in each state, in one queue, or in all of them. */
export function countsOf(queues: readonly JobQueue[], queue: string): Readonly<Record<JobState, number>> {
  const counted = queue === "" ? queues : queues.filter(({ name }) => name === queue);
  const counts = Object.fromEntries(jobStates.map((state) => [state, 0])) as Record<JobState, number>;
  for (const { depth } of counted) for (const state of jobStates) counts[state] += depth[state] ?? 0;
  return counts;
}

/** By name: an order that figures changed would move them about while one looks. */
export function queuesInOrder(queues: readonly JobQueue[]): readonly JobQueue[] {
  return queues.toSorted((one, other) => one.name.localeCompare(other.name));
}
