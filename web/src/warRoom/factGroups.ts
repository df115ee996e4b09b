import type { Fact } from "../api/Analysis.ts";

export type FactGroup = "identity" | "contact" | "offer" | "technical" | "other";

const groupOfKind: ReadonlyMap<string, FactGroup> = new Map([
  ["company_name", "identity"],
  ["legal_form", "identity"],
  ["siren", "identity"],
  ["siret", "identity"],
  ["vat", "identity"],
  ["address", "identity"],
  ["contact_name", "contact"],
  ["email", "contact"],
  ["phone", "contact"],
  ["social", "contact"],
  ["description", "offer"],
  ["shop", "offer"],
  ["booking", "offer"],
  ["pricing", "offer"],
  ["hiring", "offer"],
  ["claim", "offer"],
  ["language", "offer"],
  ["technology", "technical"],
  ["https", "technical"],
  ["page_weight", "technical"],
  ["security_headers", "technical"],
  ["structured_data", "technical"],
  ["last_update", "technical"],
]);

const groupOrder: readonly FactGroup[] = ["identity", "contact", "offer", "technical", "other"];

/** The facts by group, in the order of the page; a kind that the page does not know goes last. No group is empty. */
export function groupFacts(
  facts: readonly Fact[],
): readonly { readonly group: FactGroup; readonly facts: readonly Fact[] }[] {
  return groupOrder
    .map((group) => ({ group, facts: facts.filter((fact) => (groupOfKind.get(fact.kind) ?? "other") === group) }))
    .filter(({ facts: members }) => members.length > 0);
}
