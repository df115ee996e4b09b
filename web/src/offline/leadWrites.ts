import type { Lead } from "../api/Lead.ts";
import type { LeadChange } from "../api/leadChanges.ts";
import { bodyOf, type LeadDraft } from "../api/LeadDraft.ts";
import type { MoveExtras, MoveTarget } from "../api/pipeline.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import type { Write, WriteDraft } from "./Write.ts";

const path = (leadId: string, rest = ""): string => `/api/v1/leads/${encodeURIComponent(leadId)}${rest}`;

export function dropWrite(draft: LeadDraft, key: string): WriteDraft {
  const body = bodyOf(draft);
  return {
    kind: "drop",
    about: draft.company.trim(),
    leadId: null,
    method: "POST",
    path: "/api/v1/leads",
    body,
    key,
    version: null,
    before: {},
    goal: {},
  };
}

export function editWrite(lead: Lead, version: number, change: LeadChange): WriteDraft {
  const names = Object.keys(change) as (keyof LeadChange)[];
  return {
    kind: "edit",
    about: lead.company,
    leadId: lead.id,
    method: "PATCH",
    path: path(lead.id),
    body: { ...change },
    key: newIdempotencyKey(),
    version,
    before: Object.fromEntries(names.map((name) => [name, lead[name]])),
    goal: { ...change },
  };
}

export function moveWrite(
  lead: Lead,
  target: MoveTarget,
  { closeReason, fields }: MoveExtras,
  key: string,
): WriteDraft {
  return {
    kind: "move",
    about: lead.company,
    leadId: lead.id,
    method: "POST",
    path: path(lead.id, "/move"),
    body: { ...target, closeReason, fields },
    key,
    version: lead.version,
    before: { stageId: lead.stageId },
    // Another place in the same stage is nothing that a lead says of itself: it is made again on what is there.
    goal: lead.stageId === target.stageId ? {} : { stageId: target.stageId },
  };
}

export function noteWrite(lead: Pick<Lead, "id" | "company">, text: string, key: string): WriteDraft {
  return {
    kind: "note",
    about: lead.company,
    leadId: lead.id,
    method: "POST",
    path: path(lead.id, "/notes"),
    body: { text },
    key,
    version: null,
    before: {},
    goal: {},
  };
}

/** The lead as it will be once what waits has been sent; edits alone, since moves are shown where they were made. */
export function withWrites(lead: Lead, writes: readonly Write[]): Lead {
  const waiting = writes.filter(({ kind, leadId, state }) =>
    kind === "edit" && leadId === lead.id && state !== "refused" && state !== "conflict"
  );
  return waiting.length === 0 ? lead : Object.assign({}, lead, ...waiting.map(({ goal }) => goal)) as Lead;
}
