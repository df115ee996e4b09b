import { request } from "./request.ts";

export const logLevels = ["trace", "debug", "info", "notice", "warning", "error", "critical"] as const;

export type NodeLogLevel = typeof logLevels[number];

export interface NodeLogLine {
  readonly id: string;
  readonly time: string;
  readonly level: NodeLogLevel;
  readonly logger: string;
  readonly message: string;
  readonly traceId?: string | null;
  readonly spanId?: string | null;
  readonly workspaceId?: string | null;
  readonly leadId?: string | null;
  readonly userId?: string | null;
  readonly jobName?: string | null;
  readonly durationMs?: number | null;
  readonly status?: number | string | null;
  readonly errorCode?: string | null;
  readonly fields?: Readonly<Record<string, unknown>> | null;
}

export interface NodeLogPage {
  readonly items: readonly NodeLogLine[];
  readonly next: string | null;
}

export interface NodeLogFilter {
  /** The lowest level that is shown; empty for all. */
  readonly level: NodeLogLevel | "";
  readonly text: string;
  readonly logger: string;
  readonly traceId: string;
}

export const logPageSize = 100;

export function listNodeLogs(
  { level, text, logger, traceId }: NodeLogFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<NodeLogPage> {
  const query = new URLSearchParams({ limit: String(logPageSize) });
  if (level !== "") query.set("level", level);
  if (text !== "") query.set("q", text);
  if (logger !== "") query.set("logger", logger);
  if (traceId !== "") query.set("traceId", traceId);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `/api/v1/node/logs?${query}`, { signal });
}
