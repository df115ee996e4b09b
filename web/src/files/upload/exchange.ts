import { access } from "../../access/access.ts";
import { ApiFailure, failureFrom } from "../../api/ApiFailure.ts";
import { startTrace } from "../../api/trace.ts";
import { reportAnswer } from "../../reporting/reportAnswer.ts";

/** A request that neither moves nor is answered for so long will not be. Storing the last bytes takes its time. */
const STALL_MS = 60_000;

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  readonly onProgress?: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly header: (name: string) => string | null;
}

/**
 * One request with the access token that can tell how much of its body is sent, which `fetch` cannot.
 * Throws `ApiFailure`; with status 0 when there was no answer.
 */
export async function exchange(wanted: Exchange): Promise<Answer> {
  const token = await access.token();
  try {
    return await exchangeOnce(wanted, token);
  } catch (error) {
    if (token === null || !(error instanceof ApiFailure) || error.status !== 401) throw error;
    return await exchangeOnce(wanted, await access.token(token));
  }
}

function exchangeOnce({ method, path, headers, body, onProgress, signal }: Exchange, token: string | null) {
  const { traceId, traceparent } = startTrace();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = new XMLHttpRequest();
  const broken = () => reject(new ApiFailure({ code: "node_unreachable", status: 0, traceId, detail: "" }));
  let stall = setTimeout(() => request.abort(), STALL_MS);
  const onAbort = () => request.abort();
  const finish = () => {
    clearTimeout(stall);
    signal.removeEventListener("abort", onAbort);
  };
  request.open(method, path);
  request.setRequestHeader("traceparent", traceparent);
  if (token !== null) request.setRequestHeader("authorization", `Bearer ${token}`);
  for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    clearTimeout(stall);
    stall = setTimeout(() => request.abort(), STALL_MS);
    onProgress?.(event.loaded);
  });
  request.addEventListener("loadend", finish);
  request.addEventListener("error", broken);
  request.addEventListener("abort", broken);
  request.addEventListener("load", () => {
    if (request.status >= 200 && request.status < 300) {
      return resolve({ header: (name) => request.getResponseHeader(name) });
    }
    const retryAfter = request.getResponseHeader("retry-after");
    const failure = failureFrom(request.status, parse(request.responseText), traceId, retryAfter);
    reject(reportAnswer(method, path, failure));
  });
  if (signal.aborted) {
    finish();
    broken();
  } else {
    signal.addEventListener("abort", onAbort);
    request.send(body ?? null);
  }
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
