import { access } from "../access/access.ts";
import { remembered } from "../offline/remembered.ts";
import { ApiFailure } from "./ApiFailure.ts";
import { bodyOf, type Reply, type RequestOptions, send } from "./send.ts";

/**
 * Sends one JSON request for who is signed in and returns the answer's body (undefined for 204).
 * Throws `ApiFailure`, or the caller's own abort.
 */
export async function request<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  const ask = () => authorized(method, path, options);
  return bodyOf<Answer>(method === "GET" ? await remembered(path, ask) : await ask());
}

/** The same, of an answer that is plain text. */
export async function requestText(path: string, accept: string): Promise<string> {
  return (await authorized("GET", path, { headers: { accept } })).text;
}

/** One JSON request that needs nobody to be signed in. */
export async function openRequest<Answer>(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
  return bodyOf<Answer>(await send(method, path, null, options));
}

/** A token that the node does not take is renewed once, and the request sent again: a 401 has changed nothing. */
export async function authorized(method: string, path: string, options: RequestOptions): Promise<Reply> {
  const token = await access.token();
  try {
    return await send(method, path, token, options);
  } catch (error) {
    if (token === null || !(error instanceof ApiFailure) || error.status !== 401) throw error;
    const renewed = await access.token(token);
    if (renewed === null) throw error;
    return await send(method, path, renewed, options);
  }
}
