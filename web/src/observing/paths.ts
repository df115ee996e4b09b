import type { NodeLogFilter, NodeLogLevel } from "../api/nodeLogs.ts";
import { logLevels } from "../api/nodeLogs.ts";
import type { TraceFilter } from "../api/nodeTraces.ts";
import { alertsPath, backupsPath, nodeMailPath } from "../app/Route.ts";

export const alertViews = ["alerts", "rules", "targets"] as const;

export type AlertView = typeof alertViews[number];

/** What of the node an address shows. */
export type NodePlace =
  | { readonly view: "health" | "backups" | "mail" }
  | { readonly view: AlertView }
  | { readonly view: "logs"; readonly filter: NodeLogFilter }
  | { readonly view: "traces"; readonly filter: TraceFilter }
  | { readonly view: "trace"; readonly traceId: string };

export const everyLine: NodeLogFilter = { level: "", text: "", logger: "", traceId: "" };
export const everyTrace: TraceFilter = { minMs: "", status: "", route: "" };

/** Null where there is nothing. */
export function parsePlace(path: string, search: string): NodePlace | null {
  const query = new URLSearchParams(search);
  const traceId = /^\/node\/traces\/([0-9a-zA-Z-]+)$/.exec(path)?.[1];
  if (traceId !== undefined) return { view: "trace", traceId };
  switch (path) {
    case "/node":
    case "/node/health":
      return { view: "health" };
    case backupsPath:
      return { view: "backups" };
    case nodeMailPath:
      return { view: "mail" };
    case "/node/logs":
      return {
        view: "logs",
        filter: {
          level: levelOf(query.get("level")),
          text: query.get("q") ?? "",
          logger: query.get("logger") ?? "",
          traceId: query.get("traceId") ?? "",
        },
      };
    case "/node/traces": {
      const status = query.get("status");
      const minMs = query.get("minMs") ?? "";
      return {
        view: "traces",
        filter: {
          minMs: /^\d{1,7}$/.test(minMs) ? minMs : "",
          status: status === "ok" || status === "error" ? status : "",
          route: query.get("route") ?? "",
        },
      };
    }
    default: {
      const view = alertViews.find((known) => path === alertViewPath(known));
      return view === undefined ? null : { view };
    }
  }
}

function levelOf(text: string | null): NodeLogLevel | "" {
  return logLevels.find((level) => level === text) ?? "";
}

export function alertViewPath(view: AlertView): string {
  return view === "alerts" ? alertsPath : `${alertsPath}/${view}`;
}

export function logsPath(filter: Partial<NodeLogFilter> = {}): string {
  const { level = "", text = "", logger = "", traceId = "" } = filter;
  return `/node/logs${queryOf({ level, q: text, logger, traceId })}`;
}

export function tracesPath(filter: Partial<TraceFilter> = {}): string {
  const { minMs = "", status = "", route = "" } = filter;
  return `/node/traces${queryOf({ minMs, status, route })}`;
}

function queryOf(values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  return query === "" ? "" : `?${query}`;
}
