import { access } from "../access/access.ts";
import type { Language } from "../i18n/Language.ts";
import { openRequest } from "./request.ts";
import type { Role } from "./Role.ts";

/** How one gets in on this node. */
export interface SignInMethods {
  readonly signUp: "invited" | "open" | "domain";
  readonly domains: readonly string[];
  readonly codeLength: number;
  /** True when the node keeps its mails to itself, for everyone to read. */
  readonly devMailbox: boolean;
}

/** What an invitation's link stands for. */
export interface InvitationPreview {
  readonly workspace: string;
  readonly role: Role;
  readonly email: string;
  readonly invitedBy: string | null;
  readonly expiresAt: string;
}

export function signInMethods(signal: AbortSignal): Promise<SignInMethods> {
  return openRequest<SignInMethods>("GET", "/api/v1/sign-in/methods", { signal });
}

/** Has a code sent. The answer never says whether the address is known. */
export async function requestCode(email: string, language: Language): Promise<void> {
  await openRequest("POST", "/api/v1/sign-in/codes", { body: { email, language } });
}

export async function signInWithCode(email: string, code: string): Promise<void> {
  await access.enter("POST", "/api/v1/sign-in", { email, code });
}

/** Proves one of the two addresses of a change. It is made with the second, which signs in under the new one. */
export async function confirmEmailChange(email: string, code: string): Promise<"halfway" | "changed"> {
  return await access.enter("POST", "/api/v1/sign-in", { email, code }) ? "changed" : "halfway";
}

/** Signs in, or confirms one of the two addresses of a change of address, after which the other is still to come. */
export async function signInWithLink(link: string): Promise<"signedIn" | "halfway"> {
  return await access.enter("POST", "/api/v1/sign-in", { link }) ? "signedIn" : "halfway";
}

export function previewInvitation(token: string, signal: AbortSignal): Promise<InvitationPreview> {
  return openRequest<InvitationPreview>(
    "GET",
    `/api/v1/invitations/preview?token=${encodeURIComponent(token)}`,
    { signal },
  );
}

export async function acceptInvitation(token: string): Promise<void> {
  await access.enter("POST", "/api/v1/invitations/accept", { token });
}
