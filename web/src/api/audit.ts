import { request, requestText } from "./request.ts";

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly id: string | null; readonly label: string };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string | null; readonly label?: string | null } | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly remoteAddress: string | null;
  readonly userAgent: string | null;
  readonly traceId: string | null;
}

export interface AuditPage {
  readonly items: readonly AuditEntry[];
  readonly next: string | null;
}

export interface AuditFilter {
  readonly action: string;
  readonly actor: string;
}

/** Entries a page: one screen, so that the first shows at once. */
const PAGE_SIZE = 30;

export function listAudit(filter: AuditFilter, after: string | null, signal: AbortSignal): Promise<AuditPage> {
  const query = queryOf(filter);
  query.set("limit", String(PAGE_SIZE));
  if (after !== null) query.set("cursor", after);
  return request<AuditPage>("GET", `/api/v1/audit?${query}`, { signal });
}

export function exportAudit(filter: AuditFilter): Promise<string> {
  return requestText(`/api/v1/audit.csv?${queryOf(filter)}`, "text/csv");
}

function queryOf({ action, actor }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (action !== "") query.set("action", action);
  if (actor !== "") query.set("actor", actor);
  return query;
}
