import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

/** The members of a query, as the node keeps them. */
export type ViewQuery = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** A query that someone keeps, for themselves or for all of the workspace. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly query: ViewQuery;
  readonly version: number;
}

export async function listViews(signal: AbortSignal): Promise<readonly View[]> {
  return (await request<{ items: readonly View[] }>("GET", "/api/v1/views", { signal })).items;
}

export function createView(view: Pick<View, "name" | "shared" | "query">, key: string): Promise<View> {
  return request("POST", "/api/v1/views", { body: view, headers: { "idempotency-key": key } });
}

export function changeView(
  { id, version }: View,
  change: Partial<Pick<View, "name" | "shared" | "query">>,
): Promise<View> {
  return request("PATCH", `/api/v1/views/${encodeURIComponent(id)}`, { body: change, headers: basedOn(version) });
}

export async function deleteView({ id, version }: View): Promise<void> {
  await request("DELETE", `/api/v1/views/${encodeURIComponent(id)}`, { headers: basedOn(version) });
}
