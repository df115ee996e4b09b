import type { Grant } from "../access/Grant.ts";
import type { Job } from "../api/Job.ts";
import type { Lead } from "../api/Lead.ts";
import type { Session } from "../api/Session.ts";
import type { LeadJobStatus, LeadUpdated } from "../realtime/Envelope.ts";

/** A lead for tests; leads with a higher id are newer. */
export function lead(id: string, changes: Partial<Lead> = {}): Lead {
  return {
    id,
    workspaceId: "w",
    projectId: "p",
    company: `Company ${id}`,
    website: null,
    domain: null,
    contactName: null,
    email: null,
    phone: null,
    siren: null,
    vat: null,
    notes: null,
    tags: [],
    stageId: null,
    value: null,
    rank: "m",
    stageSince: null,
    closeReason: null,
    closedAt: null,
    ownerId: null,
    nextStep: null,
    nextStepDue: null,
    remindAt: null,
    archivedAt: null,
    deletedAt: null,
    status: "new",
    failure: null,
    score: null,
    version: 1,
    createdAt: `2020-01-01T00:00:0${id}Z`,
    updatedAt: "2020-01-01T00:00:00Z",
    readyAt: null,
    ...changes,
  };
}

export function job(id: string, changes: Partial<Job> = {}): Job {
  return {
    id,
    kind: "analyze_lead",
    state: "running",
    progress: 0,
    progressText: null,
    attempt: 1,
    maxAttempts: 5,
    error: null,
    version: 1,
    updatedAt: "2020-01-01T00:00:00Z",
    ...changes,
  };
}

export function leadEvent(changed: Lead): LeadUpdated {
  return {
    type: "lead.updated",
    traceId: "t",
    workspaceId: "w",
    entityId: changed.id,
    entityVersion: changed.version,
    payload: {
      leadId: changed.id,
      status: changed.status,
      updatedAt: changed.updatedAt,
      version: changed.version,
      lead: changed,
    },
    emittedAt: changed.updatedAt,
  };
}

export function jobEvent(id: string, leadId: string, changes: Partial<Job> = {}): LeadJobStatus {
  const { kind, state, progress, progressText, updatedAt, version, error } = job(id, changes);
  return {
    type: "lead.job.status",
    traceId: "t",
    workspaceId: "w",
    entityId: id,
    entityVersion: version,
    payload: { leadId, job: kind, state, progress, progressText, updatedAt, error },
    emittedAt: updatedAt,
  };
}

export const sampleSession: Session = {
  user: { id: "p1", name: "Ada", email: "ada@example.com", language: null },
  workspace: { id: "w1", name: "Atelier", language: "en", timeZone: "Europe/Paris", currency: "EUR" },
  project: { id: "j1", name: "Leads" },
  role: "owner",
  permissions: ["leads.read"],
  workspaces: [{ id: "w1", name: "Atelier", role: "owner" }],
};

/** A grant of an hour. */
export function sampleGrant(token: string, nowMs: number): Grant {
  return { token, session: sampleSession, expiresAtMs: nowMs + 3_600_000, renewAtMs: nowMs + 3_540_000 };
}
