import type { Language } from "../i18n/Language.ts";

/** Who is signed in, and where. */
export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly workspace: { readonly id: string; readonly name: string; readonly language: Language };
  readonly project: { readonly id: string; readonly name: string };
  readonly role: string;
  readonly setupNeeded: boolean;
}
