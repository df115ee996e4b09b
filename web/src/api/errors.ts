import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

export const errorStates = ["unresolved", "resolved", "ignored"] as const;

export type ErrorState = typeof errorStates[number];

export const errorOrders = ["last", "first", "count", "people"] as const;

export type ErrorOrder = typeof errorOrders[number];

export const errorLevels = ["fatal", "error", "warning", "info", "debug"] as const;

export type ErrorLevel = typeof errorLevels[number];

/** Errors that are the same one. */
export interface ErrorGroup {
  readonly id: string;
  readonly project: { readonly id: string; readonly name: string };
  readonly title: string;
  readonly culprit?: string | null;
  readonly type?: string | null;
  readonly value?: string | null;
  readonly level: ErrorLevel;
  readonly state: ErrorState;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly count: number;
  readonly peopleCount: number;
  /** The first in which it was seen, and the last. */
  readonly releases: readonly string[];
  readonly assignee?: { readonly id: string; readonly name: string } | null;
  /** It was resolved, and came back. */
  readonly isRegression: boolean;
  readonly version: number;
  /** How many there were in each of the last 24 hours, the oldest first. */
  readonly trend: readonly number[];
}

export interface ErrorPage {
  readonly items: readonly ErrorGroup[];
  readonly next: string | null;
}

export interface ErrorFrame {
  readonly function?: string | null;
  readonly file?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly inApp: boolean;
  readonly context?: readonly string[] | null;
}

export interface ErrorException {
  readonly type?: string | null;
  readonly value?: string | null;
  /** The oldest call first. */
  readonly frames: readonly ErrorFrame[];
}

export interface ErrorBreadcrumb {
  readonly at?: string | null;
  readonly category?: string | null;
  readonly level?: string | null;
  readonly message?: string | null;
  readonly data?: Readonly<Record<string, unknown>> | null;
}

/** One of the errors of a group. What it holds was sent by programs that anybody may have written. */
export interface ErrorEvent {
  readonly eventId: string;
  readonly receivedAt: string;
  readonly message?: string | null;
  readonly exceptions?: readonly ErrorException[] | null;
  readonly breadcrumbs?: readonly ErrorBreadcrumb[] | null;
  readonly request?: unknown;
  readonly user?: unknown;
  readonly tags?: unknown;
  readonly contexts?: unknown;
  readonly extra?: unknown;
  readonly release?: string | null;
  readonly environment?: string | null;
  readonly traceId?: string | null;
  readonly spanId?: string | null;
  readonly sdk?: unknown;
  readonly attachments?: readonly ErrorAttachment[] | null;
}

/** A file that a program sent with its report. */
export interface ErrorAttachment {
  readonly number: number;
  readonly name?: string | null;
  readonly bytes: number;
  /** What is not kept was too large, or gave way to newer ones. */
  readonly kept: boolean;
}

/** How the sessions of a release went. */
export interface ErrorRelease {
  readonly project: { readonly id: string; readonly name: string };
  readonly release: string;
  readonly sessions: number;
  readonly crashed: number;
  readonly people: number;
  /** From 0 to 1; null of none. */
  readonly crashFreeSessions?: number | null;
  readonly crashFreePeople?: number | null;
}

export interface WholeError extends ErrorGroup {
  readonly latest?: ErrorEvent | null;
}

/** One line of the list of a group’s events. */
export interface ErrorEventSummary {
  readonly eventId: string;
  readonly receivedAt: string;
  readonly release?: string | null;
  readonly environment?: string | null;
  readonly traceId?: string | null;
}

export interface ErrorEventPage {
  readonly items: readonly ErrorEventSummary[];
  readonly next: string | null;
}

export interface ErrorFilter {
  readonly state: ErrorState | "";
  readonly project: string;
  readonly text: string;
  readonly release: string;
  readonly order: ErrorOrder;
}

export interface ErrorChange {
  readonly state?: ErrorState;
  readonly assigneeId?: string | null;
}

const PAGE_SIZE = 30;
const EVENTS_PAGE_SIZE = 20;

function path(id: string, rest = ""): string {
  return `/api/v1/errors/${encodeURIComponent(id)}${rest}`;
}

export function listErrors(
  { state, project, text, release, order }: ErrorFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ErrorPage> {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), sort: order });
  if (state !== "") query.set("state", state);
  if (project !== "") query.set("project", project);
  if (text !== "") query.set("q", text);
  if (release !== "") query.set("release", release);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `/api/v1/errors?${query}`, { signal });
}

export function openError(id: string, signal: AbortSignal): Promise<WholeError> {
  return request("GET", path(id), { signal });
}

export function listErrorEvents(id: string, cursor: string | null, signal: AbortSignal): Promise<ErrorEventPage> {
  const query = new URLSearchParams({ limit: String(EVENTS_PAGE_SIZE) });
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", path(id, `/events?${query}`), { signal });
}

/** An event as the program sent it, but for the secrets in it. */
export function openErrorEvent(
  eventId: string,
  signal: AbortSignal,
): Promise<{ readonly event: unknown; readonly attachments: readonly ErrorAttachment[] }> {
  return request("GET", `/api/v1/errors/events/${encodeURIComponent(eventId)}`, { signal });
}

export function attachmentPath(eventId: string, { number }: ErrorAttachment): string {
  return `/api/v1/errors/events/${encodeURIComponent(eventId)}/attachments/${number}`;
}

/** The releases of the last two weeks, those seen last first. */
export async function listErrorReleases(project: string, signal: AbortSignal): Promise<readonly ErrorRelease[]> {
  const query = new URLSearchParams(project === "" ? {} : { project });
  const answer = await request<{ readonly items: readonly ErrorRelease[] }>("GET", `/api/v1/errors/releases?${query}`, {
    signal,
  });
  return answer.items;
}

/** Refused with `stale_version` when someone else has changed it meanwhile. */
export function changeError({ id, version }: ErrorGroup, change: ErrorChange): Promise<ErrorGroup> {
  return request("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function deleteError({ id }: ErrorGroup): Promise<void> {
  await request("DELETE", path(id));
}
