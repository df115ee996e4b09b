import { request } from "./request.ts";

export type BackupState = "waiting" | "running" | "succeeded" | "failed";

export type BackupTrigger = "schedule" | "person" | "command";

/** A backup of the node, or a drill: one that was brought back on trial. */
export interface BackupRun {
  readonly id: string;
  readonly state: BackupState;
  readonly trigger: BackupTrigger;
  /** The folder. */
  readonly target: string;
  /** The name of the backup that was made or tried; null as long as there is none. */
  readonly backup?: string | null;
  readonly databaseBytes: number;
  readonly rows: number;
  /** Of a drill, those of the sample that were read again. */
  readonly files: number;
  /** Of a drill, all that was read again. */
  readonly fileBytes: number;
  /** What was not in the folder before. */
  readonly copiedBytes: number;
  readonly missingFiles: number;
  /** What went wrong, and what to do. */
  readonly fault?: string | null;
  readonly createdAt: string;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly version: number;
}

export interface BackupFacts {
  readonly scheduled: boolean;
  /** Null as long as no place is set. */
  readonly folder?: string | null;
  readonly encrypted: boolean;
  readonly everySeconds?: number | null;
  readonly drillEverySeconds?: number | null;
  readonly nextAt?: string | null;
  /** What a lost disk would take with it; null while there is no good backup. */
  readonly ageSeconds?: number | null;
  readonly lastGood?: BackupRun | null;
  readonly lastFailed?: BackupRun | null;
  readonly lastDrill?: BackupRun | null;
}

export interface BackupPage {
  readonly items: readonly BackupRun[];
  readonly next: string | null;
}

/** Both are kept alike. */
export const backupKinds = ["backups", "drills"] as const;

export type BackupKind = typeof backupKinds[number];

const PAGE_SIZE = 20;

export function backupFacts(signal: AbortSignal): Promise<BackupFacts> {
  return request("GET", "/api/v1/node/backups/state", { signal });
}

export function listBackups(kind: BackupKind, cursor: string | null, signal: AbortSignal): Promise<BackupPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), ...(cursor === null ? {} : { cursor }) });
  return request("GET", `/api/v1/node/${kind}?${query}`, { signal });
}

/** Makes a backup, or tries the newest one. It begins at once, and the answer is there before it has ended. */
export function startBackup(kind: BackupKind, key: string): Promise<BackupRun> {
  return request("POST", `/api/v1/node/${kind}`, { headers: { "idempotency-key": key } });
}
