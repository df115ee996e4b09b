import type { Lead } from "./Lead.ts";
import { type LeadFilter, queryOf } from "./LeadFilter.ts";
import type { LeadPage } from "./LeadPage.ts";
import { remembered } from "../offline/remembered.ts";
import { request } from "./request.ts";
import { bodyOf, send } from "./send.ts";
import type { WarRoom } from "./WarRoom.ts";

/** Rows a slice: two screens of a tall display, so that scrolling seldom waits. */
export const PAGE_SIZE = 50;
/** Further down, where whoever scrolls fast would wait. */
const LATER_PAGE_SIZE = 200;

export function listLeads(filter: LeadFilter, after: string | null, signal: AbortSignal): Promise<LeadPage> {
  return request<LeadPage>("GET", listPath(filter, after), { signal });
}

/** The first slice by a token that has just come: sent before this returns, while asking for a token lets others in between. */
export async function firstLeads(filter: LeadFilter, token: string): Promise<LeadPage> {
  const path = listPath(filter, null);
  return bodyOf<LeadPage>(await remembered(path, () => send("GET", path, token)));
}

function listPath(filter: LeadFilter, after: string | null): string {
  const query = new URLSearchParams(queryOf(filter));
  query.set("limit", String(after === null ? PAGE_SIZE : LATER_PAGE_SIZE));
  if (after !== null) query.set("cursor", after);
  return `/api/v1/leads?${query}`;
}

export function openWarRoom(leadId: string, signal: AbortSignal): Promise<WarRoom> {
  return request<WarRoom>("GET", `/api/v1/leads/${encodeURIComponent(leadId)}`, { signal });
}

/** Starts the analysis again, of a ready or a failed lead. */
export function analyzeAgain(leadId: string): Promise<Lead> {
  return request<Lead>("POST", `/api/v1/leads/${encodeURIComponent(leadId)}/analysis`);
}
