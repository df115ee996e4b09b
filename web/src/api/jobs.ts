import type { EndedState } from "./JobState.ts";
import { type JobFilter, jobQueryOf } from "./JobFilter.ts";
import { type QueuedJob, queuedJobFrom, type WholeJob, wholeJobFrom } from "./QueuedJob.ts";
import { request } from "./request.ts";

/** A slice of the jobs, newest first; `next` asks for the older ones. */
export interface JobPage {
  readonly items: readonly QueuedJob[];
  readonly next: string | null;
}

/** Rows a page: two screens. */
const PAGE_SIZE = 50;

function path(id: string): string {
  return `/api/v1/jobs/${encodeURIComponent(id)}`;
}

export async function listJobs(filter: JobFilter, after: string | null, signal: AbortSignal): Promise<JobPage> {
  const query = jobQueryOf(filter);
  query.set("limit", String(PAGE_SIZE));
  if (after !== null) query.set("cursor", after);
  const { items, next } = await request<{ items: readonly unknown[]; next?: string | null }>(
    "GET",
    `/api/v1/jobs?${query}`,
    { signal },
  );
  return { items: items.map(queuedJobFrom), next: next ?? null };
}

export async function openJob(id: string, signal: AbortSignal): Promise<WholeJob> {
  return wholeJobFrom(await request("GET", path(id), { signal }));
}

export async function retryJob(id: string): Promise<QueuedJob> {
  return queuedJobFrom(await request("POST", `${path(id)}/retry`));
}

/** Asks a running job to stop, and ends one that has not begun. */
export async function cancelJob(id: string, reason: string): Promise<QueuedJob> {
  return queuedJobFrom(await request("POST", `${path(id)}/cancel`, { body: reason === "" ? {} : { reason } }));
}

/** Lets a job that waits for its time run at once. */
export async function promoteJob(id: string): Promise<QueuedJob> {
  return queuedJobFrom(await request("POST", `${path(id)}/promote`));
}

/** Forgets a job that has ended. */
export async function removeJob(id: string): Promise<void> {
  await request("DELETE", path(id));
}

/** Retries every failed job of a queue, and says how many. */
export async function retryFailedJobs(queue: string): Promise<number> {
  const body = { state: "failed", queue };
  return (await request<{ retried: number }>("POST", "/api/v1/jobs/retry", { body })).retried;
}

/** Removes the jobs of a queue that ended so at least so long ago, and says how many. */
export async function cleanJobs(queue: string, state: EndedState, olderThanSeconds: number): Promise<number> {
  const query = new URLSearchParams({ state, queue });
  if (olderThanSeconds > 0) query.set("olderThanSeconds", String(olderThanSeconds));
  return (await request<{ removed: number }>("DELETE", `/api/v1/jobs?${query}`)).removed;
}
