import type { Lead } from "./Lead.ts";
import { request } from "./request.ts";

export type SearchField = "company" | "domain" | "contact" | "email" | "phone" | "notes" | "analysis" | "tags";

/** A part of a lead's texts in which words were found. */
export interface Highlight {
  readonly field: SearchField;
  readonly text: string;
  /** Start and length of each, in UTF-16 units of the text, in order. */
  readonly ranges: readonly (readonly [number, number])[];
}

export interface SearchHit {
  readonly lead: Lead;
  readonly highlights: readonly Highlight[];
}

export interface SearchAnswer {
  readonly items: readonly SearchHit[];
  /** True when more leads have the words than were asked for. */
  readonly truncated: boolean;
}

/** As many as the node gives: the best ones, and more are not looked through. */
const LIMIT = 50;

export function searchLeads(text: string, signal: AbortSignal): Promise<SearchAnswer> {
  return request("GET", `/api/v1/search?${new URLSearchParams({ q: text, limit: String(LIMIT) })}`, { signal });
}
