export type DuplicateKind = "domain" | "email" | "phone" | "siren" | "vat";

/** A lead that may be the same company as another, and by what. */
export interface LeadLink {
  readonly id: string;
  readonly company: string;
  readonly by: readonly DuplicateKind[];
}
