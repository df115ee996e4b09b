import { isRecord } from "../api/isRecord.ts";
import type { JobKind } from "../api/Job.ts";
import type { JobState } from "../api/JobState.ts";
import type { Lead, LeadStatus } from "../api/Lead.ts";
import type { Broadcast } from "./Broadcast.ts";

interface EnvelopeOf<Type extends string, Payload> {
  readonly type: Type;
  readonly traceId: string;
  readonly actorId?: string;
  readonly workspaceId: string;
  readonly entityId: string;
  readonly entityVersion: number;
  readonly payload: Payload;
  readonly emittedAt: string;
}

export type LeadUpdated = EnvelopeOf<"lead.updated", {
  readonly leadId: string;
  readonly status: LeadStatus;
  readonly updatedAt: string;
  readonly version: number;
  readonly lead: Lead;
}>;

/** The lead went to another place of its pipeline; takes the place of `lead.updated` for that change. */
export type PipelineMoved = EnvelopeOf<"pipeline.moved", {
  readonly leadId: string;
  /** Ids of stages; the same for a move within one. */
  readonly from: string | null;
  readonly to: string;
  readonly rank: string;
  readonly updatedAt: string;
  readonly version: number;
  readonly lead: Lead;
}>;

/** A lead is another than before, and the whole of it comes along. */
export type LeadChanged = LeadUpdated | PipelineMoved;

export type LeadJobStatus = EnvelopeOf<"lead.job.status", {
  readonly leadId: string;
  readonly job: JobKind;
  readonly state: JobState;
  readonly progress: number;
  readonly progressText: string | null;
  readonly updatedAt: string;
  readonly error?: string | null;
}>;

/** Someone in the room begins to write, goes on, or stops. Of this moment and never stored: it has no place in the log. */
export type TypingEnvelope = EnvelopeOf<"typing.start" | "typing.stop", {
  readonly userId: string;
  readonly name: string;
}>;

/** A durable change of a lead or of the work on it, as every room that it concerns announces it. */
export type LeadEnvelope = LeadChanged | LeadJobStatus;

export type Envelope = LeadEnvelope | TypingEnvelope;

/** The envelope that a broadcast carries; null for an event that this page does not know, or one without its members. */
export function envelopeOf(broadcast: Broadcast): Envelope | null {
  const value = broadcast.payload;
  if (!isRecord(value) || !isRecord(value["payload"])) return null;
  if (typeof value["entityId"] !== "string" || typeof value["entityVersion"] !== "number") return null;
  return isComplete(value["type"], value["payload"]) ? value as unknown as Envelope : null;
}

export function isTyping(envelope: Envelope): envelope is TypingEnvelope {
  return envelope.type === "typing.start" || envelope.type === "typing.stop";
}

export function isLeadChange(envelope: Envelope): envelope is LeadChanged {
  return envelope.type === "lead.updated" || envelope.type === "pipeline.moved";
}

function isComplete(type: unknown, payload: Record<string, unknown>): boolean {
  switch (type) {
    case "lead.updated":
    case "pipeline.moved":
      return typeof payload["leadId"] === "string" && isRecord(payload["lead"]);
    case "lead.job.status":
      return typeof payload["leadId"] === "string" && typeof payload["state"] === "string";
    case "typing.start":
    case "typing.stop":
      return typeof payload["userId"] === "string" && typeof payload["name"] === "string";
    default:
      return false;
  }
}
