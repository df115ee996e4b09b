import { type Lead, type LeadStatus, leadStatuses } from "./Lead.ts";

/** What the list is narrowed to. */
export interface LeadFilter {
  readonly status: LeadStatus | null;
  readonly text: string;
}

export const noFilter: LeadFilter = { status: null, text: "" };

/** The filter that an address's query names; what is unknown is left out. */
export function parseFilter(search: string): LeadFilter {
  const query = new URLSearchParams(search);
  const status = leadStatuses.find((known) => known === query.get("status"));
  return { status: status ?? null, text: (query.get("q") ?? "").trim() };
}

/** The query of an address, with its `?`, or nothing for no filter. */
export function queryOf(filter: LeadFilter): string {
  const query = new URLSearchParams();
  if (filter.status !== null) query.set("status", filter.status);
  if (filter.text !== "") query.set("q", filter.text);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether a lead's own words contain the text, without regard to case and accents. */
export function mentions(lead: Lead, text: string): boolean {
  const needle = fold(text);
  const words = [lead.company, lead.domain, lead.website, lead.contactName, lead.email, lead.phone];
  return words.some((word) => word !== null && fold(word).includes(needle));
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
