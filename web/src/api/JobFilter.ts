import { type JobState, jobStates } from "./JobState.ts";

/** What the list of jobs is narrowed to; an empty text narrows nothing. */
export interface JobFilter {
  readonly state: JobState | null;
  readonly queue: string;
  readonly kind: string;
  readonly text: string;
}

export const everyJob: JobFilter = { state: null, queue: "", kind: "", text: "" };

/** The filter that an address's query names; what is unknown is left out. */
export function parseJobFilter(search: string): JobFilter {
  const query = new URLSearchParams(search);
  const text = (name: string) => (query.get(name) ?? "").trim();
  const state = jobStates.find((known) => known === query.get("state")) ?? null;
  return { state, queue: text("queue"), kind: text("kind"), text: text("q") };
}

/** The query of a filter, of an address as of the API. */
export function jobQueryOf({ state, queue, kind, text }: JobFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (state !== null) query.set("state", state);
  if (queue !== "") query.set("queue", queue);
  if (kind !== "") query.set("kind", kind);
  if (text !== "") query.set("q", text);
  return query;
}
