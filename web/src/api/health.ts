import type { Alert } from "./alerts.ts";
import { request } from "./request.ts";

export type HealthState = "ok" | "warn" | "failing" | "unknown";

/** One of several that a metric is made of, such as a queue. */
export interface HealthPart {
  readonly name: string;
  readonly value?: number | null;
  readonly state: HealthState;
}

/** One figure of how the node is, with what it should be. */
export interface HealthMetric {
  readonly name: string;
  /** What the value counts; `measureText` knows the units. */
  readonly unit: string;
  /** Null when nothing was observed. */
  readonly value?: number | null;
  readonly target?: number | null;
  readonly state: HealthState;
  readonly parts: readonly HealthPart[];
  /** Of what time the value is, such as `1h`. */
  readonly window?: string | null;
}

export interface NodeHealth {
  readonly status: HealthState;
  readonly checkedAt: string;
  readonly metrics: readonly HealthMetric[];
  readonly alerts: readonly Alert[];
  readonly disk?: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly uptimeSeconds: number;
  readonly version: string;
}

export const healthRanges = ["1h", "24h", "7d", "90d"] as const;

export type HealthRange = typeof healthRanges[number];

export interface HealthPoint {
  readonly at: string;
  /** Null where nothing was observed. */
  readonly value?: number | null;
}

export interface HealthHistory {
  readonly metric: string;
  readonly unit: string;
  readonly target?: number | null;
  readonly points: readonly HealthPoint[];
}

export function openHealth(signal: AbortSignal): Promise<NodeHealth> {
  return request("GET", "/api/v1/health", { signal });
}

export function healthHistory(
  metric: string,
  part: string | null,
  range: HealthRange,
  signal: AbortSignal,
): Promise<HealthHistory> {
  const query = new URLSearchParams({ metric, range });
  if (part !== null) query.set("part", part);
  return request("GET", `/api/v1/health/history?${query}`, { signal });
}
