import { type LeadFilter, noFilter, parseFilter, queryOf } from "../api/LeadFilter.ts";

/** The page that an address names. */
export type Route =
  | { readonly page: "leads"; readonly filter: LeadFilter }
  | { readonly page: "dropLead" }
  | { readonly page: "warRoom"; readonly leadId: string }
  | { readonly page: "setUp" }
  | { readonly page: "notFound" };

export function parseRoute(pathname: string, search: string): Route {
  const path = pathname.replace(/\/+$/, "");
  if (path === "" || path === "/leads") return { page: "leads", filter: parseFilter(search) };
  if (path === "/leads/new") return { page: "dropLead" };
  if (path === "/setup") return { page: "setUp" };
  const leadId = /^\/leads\/([\w-]+)$/.exec(path)?.[1];
  return leadId === undefined ? { page: "notFound" } : { page: "warRoom", leadId };
}

export const dropLeadPath = "/leads/new";

export function leadsPath(filter: LeadFilter = noFilter): string {
  return `/leads${queryOf(filter)}`;
}

export function warRoomPath(leadId: string): string {
  return `/leads/${encodeURIComponent(leadId)}`;
}
