import type { Cursor } from "../realtime/Cursor.ts";
import type { Lead, WireMoney } from "./Lead.ts";
import { basedOn, type LeadChange } from "./leadChanges.ts";
import type { Stage } from "./projects.ts";
import { request } from "./request.ts";

/** A lead on a board. */
export type BoardLead = Lead & { readonly isStale?: boolean };

/** One stage of a board, and as many of its leads as were asked for. */
export interface BoardStage {
  readonly stage: Stage;
  readonly count: number;
  readonly staleCount: number;
  readonly sums: readonly WireMoney[];
  readonly weighted: readonly WireMoney[];
  readonly cards: readonly BoardLead[];
  readonly next: string | null;
}

export interface BoardAnswer {
  readonly project: { readonly id: string; readonly name: string };
  readonly stages: readonly BoardStage[];
  readonly totals: {
    readonly count: number;
    readonly sums: readonly WireMoney[];
    readonly weighted: readonly WireMoney[];
  };
  readonly cursor: Cursor;
}

/** Where a lead is to go. Neighbours that are not there any more are no fault: the nearest place is taken. */
export interface MoveTarget {
  readonly stageId: string;
  readonly after: string | null;
  readonly before: string | null;
}

export interface MoveExtras {
  readonly closeReason: string | null;
  /** What is filled in on the way. */
  readonly fields: LeadChange;
}

function projectPath(projectId: string, rest: string): string {
  return `/api/v1/projects/${encodeURIComponent(projectId)}${rest}`;
}

/** `filters` is a query as the list of leads takes it. */
export function fetchBoard(
  projectId: string,
  filters: string,
  limit: number,
  signal: AbortSignal,
): Promise<BoardAnswer> {
  const query = new URLSearchParams(filters);
  query.set("limit", String(limit));
  return request("GET", projectPath(projectId, `/board?${query}`), { signal });
}

export function fetchCards(
  stage: Stage,
  filters: string,
  cursor: string,
  signal: AbortSignal,
): Promise<{ readonly items: readonly BoardLead[]; readonly next: string | null }> {
  const query = new URLSearchParams(filters);
  query.set("cursor", cursor);
  return request("GET", projectPath(stage.projectId, `/stages/${encodeURIComponent(stage.id)}/leads?${query}`), {
    signal,
  });
}

export type StageFields = Pick<
  Stage,
  "name" | "kind" | "probability" | "colour" | "staleDays" | "requiredFields"
>;

export function createStage(projectId: string, fields: StageFields, position: number, key: string): Promise<Stage> {
  return request("POST", projectPath(projectId, "/stages"), {
    body: { ...fields, position },
    headers: { "idempotency-key": key },
  });
}

export function changeStage(
  id: string,
  version: number,
  change: Partial<StageFields & { readonly position: number }>,
): Promise<Stage> {
  return request("PATCH", `/api/v1/stages/${encodeURIComponent(id)}`, { body: change, headers: basedOn(version) });
}

/** Its leads, if it has any, go to another stage first. */
export async function deleteStage({ id, version }: Stage, moveTo: string | null): Promise<void> {
  const query = moveTo === null ? "" : `?${new URLSearchParams({ moveTo })}`;
  await request("DELETE", `/api/v1/stages/${encodeURIComponent(id)}${query}`, { headers: basedOn(version) });
}

export interface StageReport {
  readonly stage: Stage;
  readonly entered: number;
  readonly left: number;
  readonly movedOn: number;
  /** Times in the stage, in milliseconds; null where nobody left. */
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  /** To the next stage, from 0 to 1; null where nobody left. */
  readonly conversion: number | null;
}

export interface ReasonCount {
  readonly reason: string | null;
  readonly count: number;
}

export interface Outcome {
  readonly count: number;
  readonly sums: readonly WireMoney[];
  /** The most frequent first. */
  readonly reasons: readonly ReasonCount[];
}

export interface PipelineReport {
  readonly stages: readonly StageReport[];
  readonly won: Outcome;
  readonly lost: Outcome;
}

/** Of the days from `from` to `to`, both included. */
export function fetchReport(
  projectId: string,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<PipelineReport> {
  return request("GET", projectPath(projectId, `/report?${new URLSearchParams({ from, to })}`), { signal });
}
