import { type LeadFilter, parseFilter, queryOf } from "../api/LeadFilter.ts";

/** What a board is of by itself, so that it is no filter of it. */
const ownNames = ["project", "stage", "sort", "trash", "archived"] as const;

/** The members of an address's query that narrow a board, as the node takes them. */
export function boardQuery(filter: LeadFilter): string {
  const query = new URLSearchParams(queryOf(filter));
  for (const name of ownNames) query.delete(name);
  return `${query}`;
}

/** The filter of a board's address, and the project that it names. */
export function parseBoardSearch(search: string): { readonly projectId: string | null; readonly filter: LeadFilter } {
  const project = new URLSearchParams(search).get("project");
  return { projectId: project === null || project === "" ? null : project, filter: parseFilter(search) };
}

/** The query of the address of a board, with its `?`. */
export function boardSearch(projectId: string, filter: LeadFilter): string {
  const query = new URLSearchParams(boardQuery(filter));
  query.set("project", projectId);
  return `?${query}`;
}
