import { ApiFailure } from "../api/ApiFailure.ts";
import { traceToQuote } from "../api/trace.ts";

/** What to quote when a part of the page failed. */
export interface Defect {
  readonly code: string;
  readonly traceId: string;
}

export function defectOf(error: unknown): Defect {
  return error instanceof ApiFailure
    ? { code: error.code, traceId: error.traceId }
    : { code: "page_defect", traceId: traceToQuote() };
}
