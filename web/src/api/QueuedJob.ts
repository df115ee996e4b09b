import { isRecord } from "./isRecord.ts";
import type { JobState } from "./JobState.ts";

/** A job of a queue, as lists show it. */
export interface QueuedJob {
  readonly id: string;
  readonly queue: string;
  readonly kind: string;
  /** True when programs outside the node work on it. */
  readonly external: boolean;
  readonly state: JobState;
  /** True while a limit keeps it from its turn. */
  readonly held: boolean;
  /** From 0, first, to 9, last. */
  readonly priority: number;
  readonly runAt: string;
  readonly attempt: number;
  readonly maxAttempts: number;
  /** From 0 to 100. */
  readonly progress: number;
  readonly progressText: string | null;
  readonly error: string | null;
  readonly subjectId: string | null;
  /** What it shares limits by. */
  readonly key: string | null;
  readonly parentId: string | null;
  /** How many of its children have not ended. */
  readonly waitsFor: number;
  readonly worker: string | null;
  readonly leaseExpiresAt: string | null;
  /** Why it is to be cancelled, once that was asked for. */
  readonly cancelReason: string | null;
  readonly traceId: string;
  readonly version: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly updatedAt: string;
}

export type AttemptEnding =
  | "failed"
  | "timed_out"
  | "crashed"
  | "interrupted"
  | "lease_expired"
  | "cancelled"
  | "abandoned";

/** An attempt that did not lead to a result. */
export interface JobAttempt {
  readonly number: number;
  readonly worker: string | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly ending: AttemptEnding;
  readonly error: string | null;
  readonly stack: string | null;
}

export type LogLevel = "debug" | "info" | "warning" | "error";

export interface JobLogLine {
  readonly at: string;
  readonly level: LogLevel;
  readonly text: string;
}

/** How long it waits after a failed attempt. */
export type JobBackoff =
  | { readonly kind: "exponential" | "fixed"; readonly firstSeconds: number; readonly longestSeconds: number }
  /** One delay for each attempt; the last is repeated. */
  | { readonly kind: "steps"; readonly seconds: readonly number[] };

/** A job with everything that is known of it. */
export interface WholeJob extends QueuedJob {
  readonly arguments: unknown;
  /** Undefined as long as there is none; null is a result. */
  readonly result: unknown;
  readonly timeoutSeconds: number;
  readonly backoff: JobBackoff;
  readonly unique: { readonly key: string; readonly until: string | null } | null;
  readonly attempts: readonly JobAttempt[];
  readonly children: readonly QueuedJob[];
  readonly parent: QueuedJob | null;
  /** Its newest lines, the oldest of them first. */
  readonly log: readonly JobLogLine[];
}

const unsaid = {
  progressText: null,
  error: null,
  subjectId: null,
  key: null,
  parentId: null,
  worker: null,
  leaseExpiresAt: null,
  cancelReason: null,
  startedAt: null,
  finishedAt: null,
};

/** A job as the node sends it, which leaves out what there is not. */
export function queuedJobFrom(answer: unknown): QueuedJob {
  return { ...unsaid, ...recordOf(answer) } as unknown as QueuedJob;
}

export function wholeJobFrom(answer: unknown): WholeJob {
  const job = recordOf(answer);
  const { unique, parent, attempts, children } = job;
  return {
    ...queuedJobFrom(job),
    arguments: job["arguments"],
    result: job["result"],
    unique: isRecord(unique) ? { until: null, ...unique } : null,
    parent: isRecord(parent) ? queuedJobFrom(parent) : null,
    attempts: listOf(attempts).map(attemptFrom),
    children: listOf(children).map(queuedJobFrom),
    log: listOf(job["log"]),
  } as unknown as WholeJob;
}

function attemptFrom(answer: unknown): Readonly<Record<string, unknown>> {
  return { worker: null, error: null, stack: null, ...recordOf(answer) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
