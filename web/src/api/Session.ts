import type { Language } from "../i18n/Language.ts";
import type { Permission } from "./Permission.ts";
import type { Role } from "./Role.ts";

/** Who is signed in, where, and what he may do there. */
export interface Session {
  readonly user: User;
  readonly workspace: {
    readonly id: string;
    readonly name: string;
    readonly language: Language;
    readonly timeZone: string;
    readonly currency: string;
    /** When it will be gone, once its deletion was asked for. */
    readonly deletesAt?: string | null;
  };
  readonly project: { readonly id: string; readonly name: string };
  readonly role: Role;
  readonly permissions: readonly Permission[];
  /** Of the room that is this person's alone, in this workspace. */
  readonly inboxId?: string | null;
  /** Every workspace of this person, the present one included. */
  readonly workspaces: readonly WorkspaceSummary[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The language that this person chose; null follows the workspace. */
  readonly language?: Language | null;
}

export interface WorkspaceSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The answer to anything that signs in: the session, and the token that speaks for it. */
export interface SessionAnswer extends Session {
  readonly accessToken: string;
  readonly expiresAt: string;
}
