import { access } from "../access/access.ts";
import { ApiFailure, failureFrom } from "./ApiFailure.ts";
import { reportAnswer } from "../reporting/reportAnswer.ts";
import { startTrace } from "./trace.ts";

export interface TransferOptions {
  readonly body?: Blob;
  readonly type?: string;
  readonly signal?: AbortSignal;
}

/**
 * A file to or from the node, as whoever is signed in: without the deadline of other requests, since it takes as long as
 * the line does. Throws `ApiFailure`, or the caller's own abort.
 */
export async function transfer(method: string, path: string, options: TransferOptions = {}): Promise<Response> {
  const token = await access.token();
  const answer = await sendOnce(method, path, token, options);
  if (answer.status !== 401 || token === null) return answer.ok ? answer : await refused(answer, method, path);
  const renewed = await access.token(token);
  const second = renewed === null ? answer : await sendOnce(method, path, renewed, options);
  return second.ok ? second : await refused(second, method, path);
}

async function sendOnce(
  method: string,
  path: string,
  token: string | null,
  { body, type, signal }: TransferOptions,
): Promise<Response> {
  const { traceId, traceparent } = startTrace();
  try {
    return await fetch(path, {
      method,
      headers: {
        "accept-language": document.documentElement.lang,
        traceparent,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(type === undefined ? {} : { "content-type": type }),
      },
      body: body ?? null,
      credentials: "same-origin",
      cache: "no-store",
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const detail = error instanceof Error ? error.message : "";
    throw reportAnswer(method, path, new ApiFailure({ code: "node_unreachable", status: 0, traceId, detail }));
  }
}

async function refused(answer: Response, method: string, path: string): Promise<never> {
  const text = await answer.text();
  let problem: unknown = null;
  try {
    problem = JSON.parse(text);
  } catch {
    // No problem document: the status says enough.
  }
  throw reportAnswer(method, path, failureFrom(answer.status, problem, "", answer.headers.get("retry-after")));
}
