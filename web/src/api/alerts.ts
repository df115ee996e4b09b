import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

export const alertStates = ["firing", "pending", "resolved"] as const;

export type AlertState = typeof alertStates[number];

export const severities = ["warning", "critical"] as const;

export type Severity = typeof severities[number];

/** A rule that holds, or held: what is the matter, why probably, and what to run. */
export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly startedAt: string;
  readonly resolvedAt?: string | null;
  readonly value?: number | null;
  /** Of the value. */
  readonly unit?: string | null;
  readonly summary: string;
  readonly cause: string;
  readonly command: string;
  readonly silencedUntil?: string | null;
}

export interface AlertPage {
  readonly items: readonly Alert[];
  readonly next: string | null;
}

export interface AlertRule {
  readonly name: string;
  /** Of the threshold. */
  readonly unit: string;
  /** On which side of the threshold it is bad. */
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** How long it must hold before anybody is told. */
  readonly forSeconds: number;
  /** How long it must no longer hold before it counts as over. */
  readonly resolveSeconds: number;
  readonly severity: Severity;
  readonly isOn: boolean;
  readonly silencedUntil?: string | null;
  readonly silenceReason?: string | null;
  readonly version: number;
}

export type AlertRuleFields = Pick<AlertRule, "threshold" | "forSeconds" | "resolveSeconds" | "severity" | "isOn">;

export const webhookFormats = ["plain", "slack"] as const;

export type WebhookFormat = typeof webhookFormats[number];

export interface AlertWebhook {
  readonly url: string;
  readonly format: WebhookFormat;
}

/** Whom alerts are sent to beside the page and the log. */
export interface AlertTargetFields {
  readonly emails: readonly string[];
  readonly webhooks: readonly AlertWebhook[];
  /** Called every minute while the node is well, so that others notice when it is not. */
  readonly deadManURL: string | null;
  readonly minutesBetween: number;
}

export interface AlertTargets extends AlertTargetFields {
  readonly version: number;
}

/** Alerts a page: one screen, so that the first shows at once. */
const PAGE_SIZE = 30;

export function listAlerts(state: AlertState | null, cursor: string | null, signal: AbortSignal): Promise<AlertPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
  if (state !== null) query.set("state", state);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `/api/v1/alerts?${query}`, { signal });
}

function path(rule: string, rest = ""): string {
  return `/api/v1/alert-rules/${encodeURIComponent(rule)}${rest}`;
}

export async function listAlertRules(signal: AbortSignal): Promise<readonly AlertRule[]> {
  return (await request<{ items: readonly AlertRule[] }>("GET", "/api/v1/alert-rules", { signal })).items;
}

export function changeAlertRule({ name, version }: AlertRule, fields: AlertRuleFields): Promise<AlertRule> {
  return request("PUT", path(name), { body: fields, headers: basedOn(version) });
}

/** Tells nobody of the rule until then; it is still looked at, and shown. */
export async function silenceRule(rule: string, until: string, reason: string): Promise<void> {
  await request("PUT", path(rule, "/silence"), { body: { until, reason } });
}

export async function endSilence(rule: string): Promise<void> {
  await request("DELETE", path(rule, "/silence"));
}

export function openAlertTargets(signal: AbortSignal): Promise<AlertTargets> {
  return request("GET", "/api/v1/alert-targets", { signal });
}

export function changeAlertTargets(version: number, fields: AlertTargetFields): Promise<AlertTargets> {
  return request("PUT", "/api/v1/alert-targets", { body: fields, headers: basedOn(version) });
}

/** Sends a notice of no meaning to all of them, to see whether it arrives. */
export async function testAlertTargets(): Promise<void> {
  await request("POST", "/api/v1/alert-targets/test");
}
