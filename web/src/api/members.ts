import { everyPage } from "./everyPage.ts";
import { request } from "./request.ts";
import type { Role } from "./Role.ts";

export interface Member {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Role;
  readonly joinedAt: string;
  readonly lastSeenAt: string | null;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** The name of who invited, or his row. */
  readonly invitedBy: string | { readonly name: string } | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: "pending" | "accepted" | "revoked" | "expired";
}

function path(personId: string): string {
  return `/api/v1/members/${encodeURIComponent(personId)}`;
}

export async function listMembers(signal: AbortSignal): Promise<readonly Member[]> {
  return (await request<{ items: readonly Member[] }>("GET", "/api/v1/members", { signal })).items;
}

export async function changeRole(personId: string, role: Role): Promise<void> {
  await request("PATCH", path(personId), { body: { role } });
}

/** Removes a member; one's own id leaves the workspace. */
export async function removeMember(personId: string): Promise<void> {
  await request("DELETE", path(personId));
}

/** Makes the other the owner, and oneself an admin. */
export async function handOver(personId: string): Promise<void> {
  await request("POST", `${path(personId)}/ownership`);
}

export function listInvitations(signal: AbortSignal): Promise<readonly Invitation[]> {
  return everyPage("/api/v1/invitations", signal);
}

export function invite(email: string, role: Role): Promise<Invitation> {
  return request<Invitation>("POST", "/api/v1/invitations", { body: { email, role } });
}

export async function resendInvitation(id: string): Promise<void> {
  await request("POST", `/api/v1/invitations/${encodeURIComponent(id)}/resend`);
}

export async function revokeInvitation(id: string): Promise<void> {
  await request("DELETE", `/api/v1/invitations/${encodeURIComponent(id)}`);
}
