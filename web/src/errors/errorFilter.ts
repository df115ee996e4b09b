import { type ErrorFilter, errorOrders, errorStates } from "../api/errors.ts";

/** What the list shows when nothing is chosen: what someone has yet to look at. */
export const openErrors: ErrorFilter = { state: "unresolved", project: "", text: "", release: "", order: "last" };

/** The filter that an address names; what cannot be is left out. `state=all` is every state. */
export function parseErrorFilter(search: string): ErrorFilter {
  const query = new URLSearchParams(search);
  const state = query.get("state");
  return {
    state: state === "all" ? "" : errorStates.find((known) => known === state) ?? openErrors.state,
    project: query.get("project") ?? "",
    text: query.get("q") ?? "",
    release: query.get("release") ?? "",
    order: errorOrders.find((known) => known === query.get("sort")) ?? openErrors.order,
  };
}

/** The query of an address that names the filter, with its `?`; empty for the usual one. */
export function errorQueryOf({ state, project, text, release, order }: ErrorFilter): string {
  const query = new URLSearchParams();
  if (state !== openErrors.state) query.set("state", state === "" ? "all" : state);
  if (project !== "") query.set("project", project);
  if (text !== "") query.set("q", text);
  if (release !== "") query.set("release", release);
  if (order !== openErrors.order) query.set("sort", order);
  const whole = query.toString();
  return whole === "" ? "" : `?${whole}`;
}
