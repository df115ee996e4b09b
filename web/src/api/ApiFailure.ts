import { isRecord } from "./isRecord.ts";
import { storageProblem } from "./storageProblem.ts";

/** A fault at one field of a request, by JSON pointer (RFC 6901). */
export interface FieldFault {
  readonly pointer: string;
  readonly message: string;
}

/** A request that did not succeed: the node's problem (RFC 9457), or one of ours when no answer came. */
export class ApiFailure extends Error {
  readonly code: string;
  /** The HTTP status, or 0 when there was no answer. */
  readonly status: number;
  readonly traceId: string;
  readonly fields: readonly FieldFault[];
  /** True when the node has no owner yet. */
  readonly setupNeeded: boolean;
  /** Seconds to wait before asking again, where the node said so. */
  readonly retryAfterSeconds: number | null;
  /** All that the node's problem says, for what only some of them have. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(
    failure: {
      code: string;
      status: number;
      traceId: string;
      detail: string;
      fields?: readonly FieldFault[];
      setupNeeded?: boolean;
      retryAfterSeconds?: number | null;
      problem?: Readonly<Record<string, unknown>>;
    },
  ) {
    super(failure.detail);
    this.name = "ApiFailure";
    this.code = failure.code;
    this.status = failure.status;
    this.traceId = failure.traceId;
    this.fields = failure.fields ?? [];
    this.setupNeeded = failure.setupNeeded ?? false;
    this.retryAfterSeconds = failure.retryAfterSeconds ?? null;
    this.problem = failure.problem ?? {};
  }

  /** True when the node may or may not have done what was asked. */
  get isUncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

/** The failure that an answer's body describes; a body that is no problem document gets a code by its status. */
export function failureFrom(
  status: number,
  body: unknown,
  traceId: string,
  retryAfter: string | null = null,
): ApiFailure {
  const problem = isRecord(body) ? body : {};
  const text = (name: string): string | null => {
    const value = problem[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const stored = storageProblem(body);
  const fields = Array.isArray(problem["fields"]) ? problem["fields"].filter(isFieldFault) : [];
  return new ApiFailure({
    code: stored?.code ?? text("code") ?? (status >= 500 ? "unavailable" : "invalid_request"),
    status: stored?.status ?? status,
    traceId: text("traceId") ?? traceId,
    detail: text("detail") ?? text("message") ?? text("title") ?? `HTTP ${status}`,
    fields,
    setupNeeded: problem["setupNeeded"] === true,
    retryAfterSeconds: secondsOf(retryAfter),
    problem,
  });
}

/** The seconds of a `Retry-After` header; its other form, a date, is never sent by the node. */
function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
}

function isFieldFault(value: unknown): value is FieldFault {
  return isRecord(value) && typeof value["pointer"] === "string" && typeof value["message"] === "string";
}
