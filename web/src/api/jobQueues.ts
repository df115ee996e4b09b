import type { JobState } from "./JobState.ts";
import { request } from "./request.ts";

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export interface JobQueue {
  readonly name: string;
  /** True when programs outside the node work on its jobs. */
  readonly external: boolean;
  readonly depth: Readonly<Record<JobState, number>>;
  readonly paused: boolean;
  readonly pausedUntil?: string | null;
  readonly concurrency?: number | null;
  readonly rate?: JobRate | null;
  readonly oldestWaitingSince?: string | null;
  readonly lastHour: {
    readonly since: string;
    readonly enqueued: number;
    readonly completed: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly runMs?: Percentiles | null;
    readonly waitMs?: Percentiles | null;
    readonly perMinute: { readonly in: number; readonly out: number };
  };
}

/** At most so many jobs begin in so many seconds. */
export interface JobRate {
  readonly count: number;
  readonly seconds: number;
}

export interface QueueLimits {
  /** How many jobs may run at once; null sets no limit. */
  readonly concurrency: number | null;
  readonly rate: JobRate | null;
}

function path(queue: string): string {
  return `/api/v1/jobs/queues/${encodeURIComponent(queue)}`;
}

export async function listQueues(signal: AbortSignal): Promise<readonly JobQueue[]> {
  return (await request<{ items: readonly JobQueue[] }>("GET", "/api/v1/jobs/queues", { signal })).items;
}

/** Lets no further job of the queue begin, until then or until it is resumed. */
export async function pauseQueue(queue: string, until: string | null): Promise<void> {
  await request("PUT", `${path(queue)}/pause`, { body: until === null ? {} : { until } });
}

export async function resumeQueue(queue: string): Promise<void> {
  await request("DELETE", `${path(queue)}/pause`);
}

export async function limitQueue(queue: string, limits: QueueLimits): Promise<void> {
  await request("PUT", `${path(queue)}/limits`, { body: limits });
}
