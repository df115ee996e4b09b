import { everyPage } from "./everyPage.ts";
import type { Permission } from "./Permission.ts";
import { request } from "./request.ts";

export interface APIToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Permission[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  /** Whose token it is; missing for one's own. */
  readonly owner?: { readonly id: string; readonly name: string } | null;
}

export interface NewAPIToken extends APIToken {
  /** The token itself, this once. */
  readonly text: string;
}

export function listTokens(signal: AbortSignal): Promise<readonly APIToken[]> {
  return everyPage("/api/v1/tokens", signal);
}

export function createToken(
  token: { readonly name: string; readonly scopes: readonly Permission[]; readonly expiresAt?: string },
): Promise<NewAPIToken> {
  return request<NewAPIToken>("POST", "/api/v1/tokens", { body: token });
}

export async function revokeToken(id: string): Promise<void> {
  await request("DELETE", `/api/v1/tokens/${encodeURIComponent(id)}`);
}
