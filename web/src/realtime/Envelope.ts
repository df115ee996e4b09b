import type { JobKind, JobState } from "../api/Job.ts";
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

export type LeadJobStatus = EnvelopeOf<"lead.job.status", {
  readonly leadId: string;
  readonly job: JobKind;
  readonly state: JobState;
  readonly progress: number;
  readonly progressText: string | null;
  readonly updatedAt: string;
  readonly error?: string | null;
}>;

/** A durable change, as every room announces it. */
export type Envelope = LeadUpdated | LeadJobStatus;

/** The envelope that a broadcast carries; null for an event that this page does not know, or one without its members. */
export function envelopeOf(broadcast: Broadcast): Envelope | null {
  const value = broadcast.payload;
  if (!isRecord(value) || !isRecord(value["payload"])) return null;
  if (typeof value["entityId"] !== "string" || typeof value["entityVersion"] !== "number") return null;
  const payload = value["payload"];
  if (typeof payload["leadId"] !== "string") return null;
  switch (value["type"]) {
    case "lead.updated":
      return isRecord(payload["lead"]) ? value as unknown as LeadUpdated : null;
    case "lead.job.status":
      return typeof payload["state"] === "string" ? value as unknown as LeadJobStatus : null;
    default:
      return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
