import type { ApiFailure } from "../api/ApiFailure.ts";
import { leaveRequestCrumb, withoutQuery } from "./crumbs.ts";
import { report } from "./report.ts";
import { routeName } from "./routeName.ts";

/** Answers of a node that is full or busy, which it says by itself elsewhere. */
const ofLoad: ReadonlySet<number> = new Set([0, 503, 507]);

/**
 * Reports an answer that should not have been, and returns it to be thrown. A refusal (4xx) is in order, and a node that
 * cannot be reached takes no reports: of those only the step is remembered.
 */
export function reportAnswer(method: string, path: string, failure: ApiFailure): ApiFailure {
  const { status, traceId, code } = failure;
  leaveRequestCrumb(method, path, status, traceId);
  if (status < 500 && code !== "request_timeout") return failure;
  report(failure, {
    mechanism: "request",
    isHandled: true,
    traceId,
    level: ofLoad.has(status) ? "warning" : "error",
    tags: { request: `${method} ${routeName(withoutQuery(path))}` },
  });
  return failure;
}
