import { ApiFailure, failureFrom } from "./ApiFailure.ts";
import { announceSignedOut } from "./signedOut.ts";
import { startTrace } from "./trace.ts";

/** Longer than the node's own deadline for any of these routes, so that its answer arrives first. */
const TIMEOUT_MS = 20_000;

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Sends one JSON request to the node and returns the answer's body (undefined for 204).
 * Throws `ApiFailure`, or the caller's own abort.
 */
export async function request<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { traceId, traceparent } = startTrace();
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const headers: Record<string, string> = {
    accept: "application/json",
    "accept-language": document.documentElement.lang,
    traceparent,
    ...options.headers,
  };
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
    throw new ApiFailure({
      code: timeout.aborted ? "request_timeout" : "node_unreachable",
      status: 0,
      traceId,
      detail: error instanceof Error ? error.message : "",
    });
  }
  const body = parse(text);
  if (!response.ok) {
    const failure = failureFrom(response.status, body, traceId);
    if (failure.status === 401) announceSignedOut(failure);
    throw failure;
  }
  if (body === undefined && response.status !== 204) {
    throw new ApiFailure({ code: "malformed_answer", status: 0, traceId, detail: "" });
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
