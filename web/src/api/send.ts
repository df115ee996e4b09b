import { ApiFailure, failureFrom } from "./ApiFailure.ts";
import { leaveRequestCrumb } from "../reporting/crumbs.ts";
import { report } from "../reporting/report.ts";
import { reportAnswer } from "../reporting/reportAnswer.ts";
import { startTrace } from "./trace.ts";

/** Longer than the node's own deadline for any of these routes, so that its answer arrives first. */
const TIMEOUT_MS = 20_000;

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly traceId: string;
  /** When the node answered, by its own clock; null when it did not say. */
  readonly servedAtMs: number | null;
}

/**
 * Sends one request to the node as it is, with the access token if there is one.
 * Throws `ApiFailure`, or the caller's own abort.
 */
export async function send(
  method: string,
  path: string,
  token: string | null,
  options: RequestOptions = {},
): Promise<Reply> {
  const { traceId, traceparent } = startTrace();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const headers: Record<string, string> = {
    accept: "application/json",
    "accept-language": document.documentElement.lang,
    traceparent,
    ...options.headers,
  };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  if (options.body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      credentials: "same-origin",
      cache: "no-store",
      signal: options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]),
    });
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted === true) throw error;
    throw reportAnswer(
      method,
      path,
      new ApiFailure({
        code: timeout.aborted ? "request_timeout" : "node_unreachable",
        status: 0,
        traceId,
        detail: error instanceof Error ? error.message : "",
      }),
    );
  }
  if (!response.ok) {
    const failure = failureFrom(response.status, parse(text), traceId, response.headers.get("retry-after"));
    throw reportAnswer(method, path, failure);
  }
  leaveRequestCrumb(method, path, response.status, traceId);
  const servedAt = Date.parse(response.headers.get("date") ?? "");
  return { status: response.status, text, traceId, servedAtMs: Number.isNaN(servedAt) ? null : servedAt };
}

/** Statuses whose answer may be empty: what was asked is done, or will be. */
const mayBeEmpty = new Set([202, 204]);

/** The JSON of a reply; undefined where the node had nothing to say. */
export function bodyOf<Answer>(reply: Reply): Answer {
  const body = parse(reply.text);
  if (body === undefined && !(reply.text === "" && mayBeEmpty.has(reply.status))) {
    const { traceId } = reply;
    const failure = new ApiFailure({ code: "malformed_answer", status: 0, traceId, detail: "" });
    report(failure, { mechanism: "request", isHandled: true, traceId });
    throw failure;
  }
  // The node and its page are one release, so the shape is the one that the types state.
  return body as Answer;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
