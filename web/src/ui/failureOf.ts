import { ApiFailure } from "../api/ApiFailure.ts";

/** The failure that was thrown; a defect is thrown on. */
export function failureOf(error: unknown): ApiFailure {
  if (!(error instanceof ApiFailure)) throw error;
  return error;
}
