import { basedOn } from "./leadChanges.ts";
import { type QueuedJob, queuedJobFrom } from "./QueuedJob.ts";
import { request } from "./request.ts";

export const catchUps = ["skip", "once", "all"] as const;
export const overlaps = ["skip", "allow"] as const;

/** What someone decides about a schedule. */
export interface SchedulePlan {
  readonly name: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly kind: string;
  readonly queue: string;
  readonly arguments: unknown;
  readonly priority: number;
  /** What happens to runs that were missed while the node was down. */
  readonly catchUp: typeof catchUps[number];
  /** What happens when the last run has not ended. */
  readonly overlap: typeof overlaps[number];
}

export interface JobSchedule extends SchedulePlan {
  readonly id: string;
  readonly paused: boolean;
  readonly lastRunAt?: string | null;
  readonly lastJobId?: string | null;
  readonly nextRunAt?: string | null;
  /** The next runs, the nearest first. */
  readonly upcoming: readonly string[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A plan whose queue is left to the node is named by its kind. */
export type ScheduleDraft = Omit<SchedulePlan, "queue"> & { readonly queue?: string };

function path(id: string): string {
  return `/api/v1/jobs/schedules/${encodeURIComponent(id)}`;
}

export async function listSchedules(signal: AbortSignal): Promise<readonly JobSchedule[]> {
  return (await request<{ items: readonly JobSchedule[] }>("GET", "/api/v1/jobs/schedules", { signal })).items;
}

export function openSchedule(id: string): Promise<JobSchedule> {
  return request<JobSchedule>("GET", path(id));
}

export function createSchedule(draft: ScheduleDraft): Promise<JobSchedule> {
  return request<JobSchedule>("POST", "/api/v1/jobs/schedules", { body: draft });
}

/** Refused with `stale_version` when someone else changed it since `version`. */
export function changeSchedule(
  id: string,
  change: Partial<ScheduleDraft> & { readonly paused?: boolean },
  version: number,
): Promise<JobSchedule> {
  return request<JobSchedule>("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function removeSchedule({ id, version }: JobSchedule): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}

/** Enqueues one job of the schedule now, beside its times. */
export async function runSchedule(id: string): Promise<QueuedJob> {
  return queuedJobFrom((await request<{ job: unknown }>("POST", `${path(id)}/run`)).job);
}
