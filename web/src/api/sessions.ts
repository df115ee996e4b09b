import type { Language } from "../i18n/Language.ts";
import { request } from "./request.ts";
import type { Session } from "./Session.ts";

export interface SetUpRequest {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly workspace: string;
  readonly language: Language;
}

export function currentSession(signal?: AbortSignal): Promise<Session> {
  return request<Session>("GET", "/api/v1/session", signal === undefined ? {} : { signal });
}

/** Makes the first workspace and owner; the answer's cookie signs this browser in. */
export function setUp(body: SetUpRequest): Promise<Session> {
  return request<Session>("POST", "/api/v1/setup", { body });
}

export function signOut(): Promise<undefined> {
  return request<undefined>("DELETE", "/api/v1/session");
}
