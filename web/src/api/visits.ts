import { request } from "./request.ts";

/** What one had seen of a lead at one’s last visit, on whatever device. */
export interface LeadVisit {
  readonly leadId: string;
  /** The last entry of its history that was seen; null when there was none. */
  readonly upTo: string | null;
  readonly at: string;
}

/** A lead that others changed since one’s last visit. */
export interface LeadNews {
  readonly leadId: string;
  readonly seenUpTo: string | null;
  readonly seenAt: string;
  /** 100 at most. */
  readonly changes: number;
}

/** Says what of a lead was seen. It never goes back. */
export function visitLead(leadId: string, upTo: string | null): Promise<LeadVisit> {
  return request("PUT", `/api/v1/leads/${encodeURIComponent(leadId)}/visit`, { body: { upTo } });
}

/** Of the leads that one was at last, those that others changed since. */
export async function listLeadNews(signal: AbortSignal): Promise<readonly LeadNews[]> {
  const { items } = await request<{ readonly items: readonly LeadNews[] }>("GET", "/api/v1/news", { signal });
  return items;
}
