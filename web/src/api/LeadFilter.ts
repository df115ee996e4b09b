import { type Lead, type LeadStatus, leadStatuses } from "./Lead.ts";

/** What the list is narrowed to. */
export interface LeadFilter {
  readonly status: LeadStatus | null;
  readonly text: string;
  /** All other narrowings and the order, as a query whose members stand as in `restNames`; empty for none. */
  readonly rest: string;
}

export const noFilter: LeadFilter = { status: null, text: "", rest: "" };

/** The members of a query that only the node can carry out. */
export const restNames = [
  "project",
  "stage",
  "owner",
  "tag",
  "score_min",
  "score_max",
  "created_after",
  "created_before",
  "updated_after",
  "updated_before",
  "due_before",
  "value_min",
  "stale",
  "archived",
  "trash",
  "sort",
] as const;

/** The filter that an address's query names; what is unknown is left out. */
export function parseFilter(search: string): LeadFilter {
  const query = new URLSearchParams(search);
  const status = leadStatuses.find((known) => known === query.get("status"));
  const rest = new URLSearchParams(
    restNames.flatMap((name) => query.getAll(name).filter((value) => value !== "").map((value) => [name, value])),
  );
  return { status: status ?? null, text: (query.get("q") ?? "").trim(), rest: `${rest}` };
}

/** The query of an address, with its `?`, or nothing for no filter. */
export function queryOf({ status, text, rest }: LeadFilter): string {
  const query = new URLSearchParams();
  if (status !== null) query.set("status", status);
  if (text !== "") query.set("q", text);
  const whole = [`${query}`, rest].filter((part) => part !== "").join("&");
  return whole === "" ? "" : `?${whole}`;
}

/** True where a text is sought in all leads: the best match is wanted first then, and not the newest. */
export function isSearch({ status, text, rest }: LeadFilter): boolean {
  return text !== "" && status === null && rest === "";
}

/** What the list is narrowed by: what is sought is shown in place of it. */
export function listedBy(filter: LeadFilter): LeadFilter {
  return isSearch(filter) ? noFilter : filter;
}

/** True for what lists the leads that were deleted. */
export function isTrash({ rest }: LeadFilter): boolean {
  return rest.includes("trash=true");
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
