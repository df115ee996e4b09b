import type { Language } from "../i18n/Language.ts";
import { request } from "./request.ts";
import type { User } from "./Session.ts";

export function changeProfile(change: { readonly name?: string; readonly language?: Language | null }): Promise<User> {
  return request<User>("PATCH", "/api/v1/me", { body: change });
}

/** Has one code sent to the present address and one to the new one. */
export async function requestEmailChange(email: string): Promise<void> {
  await request("POST", "/api/v1/me/email", { body: { email } });
}
