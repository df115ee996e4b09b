import { access } from "../access/access.ts";
import { type LeadFilter, listedBy } from "../api/LeadFilter.ts";
import type { LeadPage } from "../api/LeadPage.ts";
import { firstLeads, listLeads } from "../api/leads.ts";
import { parseRoute } from "../app/Route.ts";

interface FirstList {
  readonly filter: LeadFilter;
  /** Null for whoever is not signed in, and where it did not come: it is asked for again then. */
  readonly page: Promise<LeadPage | null>;
}

let begun: FirstList | null = null;

/**
 * Asks for the list that the address names as soon as it is known who is signed in. Called before the page observes the
 * access: the request is on its way then before anything is drawn.
 */
export function beginFirstList(): void {
  const route = parseRoute(location.pathname, location.search);
  if (route.page !== "leads") return;
  const filter = listedBy(route.filter);
  const page = new Promise<LeadPage | null>((resolve) => {
    access.whenKnown(({ grant }) => resolve(grant === null ? null : firstLeads(filter, grant.token).catch(() => null)));
  });
  begun = { filter, page };
}

/** The first slice of a list: of the first list of all the one that is on its way already. */
export async function firstSlice(filter: LeadFilter, signal: AbortSignal): Promise<LeadPage> {
  const first = begun;
  begun = null;
  if (
    first !== null && first.filter.status === filter.status && first.filter.text === filter.text &&
    first.filter.rest === filter.rest
  ) {
    const page = await first.page;
    if (page !== null) return page;
  }
  return listLeads(filter, null, signal);
}
