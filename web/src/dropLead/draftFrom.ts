import { emptyDraft, type LeadDraft } from "../api/LeadDraft.ts";
import { dropLeadPath } from "../app/Route.ts";

/** A host with a dot and no space, with or without scheme and path. */
const address =
  /^(?:https?:\/\/)?((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,})(?::\d+)?(?:[/?#]\S*)?$/u;
const mail = /^[^\s@]+@((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})$/u;

/** No longer than what the node takes of a company. */
const COMPANY_MAX = 200;

/** What someone typed or let fall in one piece, as a lead: an address of a site or of a person, or the name of a company. */
export function draftFrom(text: string): LeadDraft {
  const piece = text.trim().replace(/\s+/g, " ");
  const person = mail.exec(piece);
  if (person !== null) return { ...emptyDraft, company: nameOf(person[1] ?? ""), email: piece };
  const site = address.exec(piece);
  if (site !== null) return { ...emptyDraft, company: nameOf(site[1] ?? ""), website: piece };
  return { ...emptyDraft, company: piece.slice(0, COMPANY_MAX) };
}

/** The form filled in with a draft, as an address: what a bookmark, the palette and a drop lead to. */
export function dropPathOf(draft: Partial<LeadDraft>): string {
  const query = new URLSearchParams(Object.entries(draft).filter(([, value]) => value !== ""));
  return `${query}` === "" ? dropLeadPath : `${dropLeadPath}?${query}`;
}

/** The draft that such an address brings; whatever else it holds is left out. */
export function draftOfSearch(search: string): LeadDraft {
  const query = new URLSearchParams(search);
  const names = Object.keys(emptyDraft) as (keyof LeadDraft)[];
  return Object.fromEntries(names.map((name) => [name, query.get(name)?.trim() ?? ""])) as unknown as LeadDraft;
}

/** “dupont-fils.fr” is shown as “Dupont fils” until someone says better. */
function nameOf(host: string): string {
  const name = host.replace(/^www\./, "").split(".").at(0)?.replaceAll("-", " ") ?? host;
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}
