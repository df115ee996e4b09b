import { access } from "../access/access.ts";
import type { Language } from "../i18n/Language.ts";
import { request } from "./request.ts";
import type { Session } from "./Session.ts";

/** One sign-in of this person. */
export interface SignedInDevice {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly userAgent: string | null;
  readonly remoteAddress: string | null;
  readonly workspace: { readonly id: string; readonly name: string } | null;
  readonly current: boolean;
}

export interface SetUpRequest {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly workspace: string;
  readonly language: Language;
}

/** Makes the first workspace and owner, who is signed in with it. */
export async function setUp(body: SetUpRequest): Promise<void> {
  await access.enter("POST", "/api/v1/setup", body);
}

/** Goes on in another workspace, in every tab of this browser. */
export async function switchWorkspace(workspaceId: string): Promise<void> {
  await access.moveOn("POST", "/api/v1/session/workspace", { workspaceId });
}

export function signOut(): Promise<void> {
  return access.leave();
}

/** Asks the node what has become of the session: a changed name, role or workspace shows at once. */
export async function reloadSession(): Promise<void> {
  access.amend(await request<Session>("GET", "/api/v1/session"));
}

export async function listSessions(signal: AbortSignal): Promise<readonly SignedInDevice[]> {
  return (await request<{ items: readonly SignedInDevice[] }>("GET", "/api/v1/sessions", { signal })).items;
}

export function endSession(id: string): Promise<undefined> {
  return request<undefined>("DELETE", `/api/v1/sessions/${encodeURIComponent(id)}`);
}

export function endOtherSessions(): Promise<undefined> {
  return request<undefined>("DELETE", "/api/v1/sessions?others=true");
}
