import type { Lead } from "./Lead.ts";
import type { ContactFields, LeadContact } from "./LeadContact.ts";
import type { HistoryPage } from "./LeadHistory.ts";
import type { LeadNote } from "./LeadNote.ts";
import { request } from "./request.ts";

/** What of a lead people may change. */
export type LeadChange = Partial<
  Pick<
    Lead,
    | "company"
    | "website"
    | "contactName"
    | "email"
    | "phone"
    | "siren"
    | "vat"
    | "notes"
    | "tags"
    | "ownerId"
    | "projectId"
    | "stageId"
    | "value"
    | "closeReason"
    | "nextStep"
    | "nextStepDue"
    | "remindAt"
  >
>;

/** The version that a change is based on, as the node asks for it. */
export function basedOn(version: number): Readonly<Record<string, string>> {
  return { "if-match": `"${version}"` };
}

function path(leadId: string, rest = ""): string {
  return `/api/v1/leads/${encodeURIComponent(leadId)}${rest}`;
}

/** Refused with `stale_version`, and nothing changed, when the lead has moved on since `version`. */
export function changeLead(leadId: string, version: number, change: LeadChange): Promise<Lead> {
  return request("PATCH", path(leadId), { body: change, headers: basedOn(version) });
}

export function archiveLead(lead: Lead): Promise<Lead> {
  return request("PUT", path(lead.id, "/archive"), { headers: basedOn(lead.version) });
}

export function unarchiveLead(lead: Lead): Promise<Lead> {
  return request("DELETE", path(lead.id, "/archive"), { headers: basedOn(lead.version) });
}

/** Into the trash, from where it can be restored. */
export async function deleteLead(lead: Lead): Promise<void> {
  await request("DELETE", path(lead.id), { headers: basedOn(lead.version) });
}

export function restoreLead(leadId: string, version: number): Promise<Lead> {
  return request("POST", path(leadId, "/restoration"), { headers: basedOn(version) });
}

/** Puts `from` into `into`: it is gone afterwards, and all that was its own is the other's. */
export function mergeLeads(into: Lead, from: Lead): Promise<Lead> {
  return request("POST", path(into.id, "/merge"), {
    body: { from: from.id, fromVersion: from.version },
    headers: basedOn(into.version),
  });
}

/** Writes the dossier again, of the analysis that is there. */
export async function renderDossier(leadId: string): Promise<void> {
  await request("POST", path(leadId, "/dossiers"));
}

export function leadHistory(leadId: string, cursor: string | null, signal: AbortSignal): Promise<HistoryPage> {
  const query = new URLSearchParams({ limit: "20" });
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", path(leadId, `/history?${query}`), { signal });
}

export function addContact(leadId: string, fields: ContactFields, key: string): Promise<LeadContact> {
  return request("POST", path(leadId, "/contacts"), { body: fields, headers: { "idempotency-key": key } });
}

export function changeContact(id: string, version: number, change: Partial<ContactFields>): Promise<LeadContact> {
  return request("PATCH", `/api/v1/contacts/${encodeURIComponent(id)}`, { body: change, headers: basedOn(version) });
}

export async function removeContact({ id, version }: LeadContact): Promise<void> {
  await request("DELETE", `/api/v1/contacts/${encodeURIComponent(id)}`, { headers: basedOn(version) });
}

/** The main contact takes this one's place, and this one its. */
export async function makeMainContact({ id, version }: LeadContact): Promise<void> {
  await request("PUT", `/api/v1/contacts/${encodeURIComponent(id)}/main`, { headers: basedOn(version) });
}

export function addNote(leadId: string, text: string, key: string): Promise<LeadNote> {
  return request("POST", path(leadId, "/notes"), { body: { text }, headers: { "idempotency-key": key } });
}

export function changeNote(id: string, version: number, change: { readonly text?: string }): Promise<LeadNote> {
  return request("PATCH", `/api/v1/notes/${encodeURIComponent(id)}`, { body: change, headers: basedOn(version) });
}

export async function removeNote({ id, version }: LeadNote): Promise<void> {
  await request("DELETE", `/api/v1/notes/${encodeURIComponent(id)}`, { headers: basedOn(version) });
}
