import { type LeadFilter, parseFilter, queryOf, type restNames } from "../api/LeadFilter.ts";
import type { ColumnName } from "../leads/columns.ts";
import type { ViewQuery } from "../api/views.ts";

export type RestName = typeof restNames[number];

export const leadSorts = [
  "-created",
  "created",
  "-updated",
  "-score",
  "score",
  "company",
  "-company",
  "due",
  "-value",
] as const;

export type LeadSort = typeof leadSorts[number];

export const archives = ["exclude", "include", "only"] as const;

/** A narrowing that is on. */
export interface ActiveFilter {
  readonly name: RestName;
  readonly value: string;
}

/** What the rest of a filter says of one member; empty for nothing. */
export function restValue(filter: LeadFilter, name: RestName): string {
  return new URLSearchParams(filter.rest).get(name) ?? "";
}

export function restValues(filter: LeadFilter, name: RestName): readonly string[] {
  return new URLSearchParams(filter.rest).getAll(name);
}

export function sortOf(filter: LeadFilter): LeadSort {
  return leadSorts.find((known) => known === restValue(filter, "sort")) ?? "-created";
}

/** The filter with other values of some members; an empty one takes the member out. */
export function withRest(
  filter: LeadFilter,
  change: Partial<Record<RestName, string | readonly string[]>>,
): LeadFilter {
  const query = new URLSearchParams(queryOf(filter));
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    for (const one of typeof value === "string" ? [value] : value) query.append(name, one);
  }
  // A stage is one of its project's.
  if ("project" in change && !("stage" in change)) query.delete("stage");
  return parseFilter(query.toString());
}

/** The narrowings that are on, besides the order and the trash. */
export function activeFilters(filter: LeadFilter): readonly ActiveFilter[] {
  return [...new URLSearchParams(filter.rest)]
    .map(([name, value]) => ({ name: name as RestName, value }))
    .filter(({ name, value }) => name !== "sort" && name !== "trash" && !(name === "archived" && value === "exclude"));
}

/** The filter without one of its narrowings. */
export function withoutFilter(filter: LeadFilter, { name, value }: ActiveFilter): LeadFilter {
  return withRest(filter, { [name]: name === "tag" ? restValues(filter, "tag").filter((tag) => tag !== value) : "" });
}

/** What of a filter and of columns a view keeps. */
export function viewQueryOf(filter: LeadFilter, columns: readonly ColumnName[]): ViewQuery {
  const query: Record<string, string | readonly string[]> = {};
  for (const [name, value] of new URLSearchParams(queryOf(plain(filter)))) if (name !== "tag") query[name] = value;
  const tags = restValues(filter, "tag");
  return { ...query, ...(tags.length > 0 ? { tag: tags } : {}), columns, sort: sortOf(filter) };
}

/** The filter that a view keeps. */
export function filterOfView(query: ViewQuery): LeadFilter {
  const members = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === false || name === "columns") continue;
    for (const one of Array.isArray(value) ? value : [value]) members.append(name, String(one));
  }
  return plain(parseFilter(members.toString()));
}

/** True when both show the same leads in the same order. */
export function isSameList(one: LeadFilter, other: LeadFilter): boolean {
  return queryOf(plain(one)) === queryOf(plain(other));
}

/** Without what is so anyway. */
function plain(filter: LeadFilter): LeadFilter {
  // Tags narrow together, in whatever order they stand.
  const change: Partial<Record<RestName, string | readonly string[]>> = { tag: restValues(filter, "tag").toSorted() };
  if (restValue(filter, "sort") === "-created") change.sort = "";
  if (restValue(filter, "archived") === "exclude") change.archived = "";
  return withRest(filter, change);
}
