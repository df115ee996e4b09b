import { ApiFailure } from "../api/ApiFailure.ts";

/** Whether someone else has changed meanwhile what was to be changed: what is shown of it has to be fetched again. */
export function isStale(error: unknown): boolean {
  return error instanceof ApiFailure && error.code === "stale_version";
}
