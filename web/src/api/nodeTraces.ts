import type { NodeLogLine } from "./nodeLogs.ts";
import { request } from "./request.ts";

export type TraceStatus = "ok" | "error";

export interface TraceSummary {
  readonly traceId: string;
  readonly name: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: TraceStatus;
  readonly spanCount: number;
  readonly workspaceId?: string | null;
  readonly kind: string;
}

export interface TracePage {
  readonly items: readonly TraceSummary[];
  readonly next: string | null;
}

export interface Span {
  readonly spanId: string;
  readonly parentSpanId?: string | null;
  readonly name: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly status: TraceStatus;
  readonly attributes?: Readonly<Record<string, unknown>> | null;
}

export interface WholeTrace {
  readonly traceId: string;
  readonly spans: readonly Span[];
  readonly logs: readonly NodeLogLine[];
}

export interface TraceFilter {
  readonly minMs: string;
  readonly status: TraceStatus | "";
  readonly route: string;
}

const PAGE_SIZE = 50;

export function listTraces(
  { minMs, status, route }: TraceFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<TracePage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (minMs !== "") query.set("minMs", minMs);
  if (status !== "") query.set("status", status);
  if (route !== "") query.set("route", route);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `/api/v1/node/traces?${query}`, { signal });
}

export function openTrace(traceId: string, signal: AbortSignal): Promise<WholeTrace> {
  return request("GET", `/api/v1/node/traces/${encodeURIComponent(traceId)}`, { signal });
}
