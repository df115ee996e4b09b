import { isRecord } from "../api/isRecord.ts";

/** Who a tab in a room belongs to, as the node says; the tab itself cannot claim another name. */
export interface Occupant {
  readonly userId: string;
  readonly name: string;
}

/** One tab, or another connection, in a room. */
export interface Tab {
  readonly ref: string;
  /** Null for a connection that no person stands behind, as one with a service key. */
  readonly occupant: Occupant | null;
}

/** The tabs in a room, by presence key. A key without tabs is not in it. */
export type Presence = ReadonlyMap<string, readonly Tab[]>;

/** The list in a `presence_state`: it replaces all that was known. */
export function presenceOf(state: unknown): Presence {
  const presence = new Map<string, readonly Tab[]>();
  if (!isRecord(state)) return presence;
  for (const [key, entry] of Object.entries(state)) {
    const tabs = tabsOf(entry);
    if (tabs.length > 0) presence.set(key, tabs);
  }
  return presence;
}

/** The list after a `presence_diff`. Joins first: what a tab tells anew is a join and the leave of the former in one diff. */
export function afterDiff(presence: Presence, diff: unknown): Presence {
  if (!isRecord(diff)) return presence;
  const next = new Map(presence);
  for (const [key, joining] of presenceOf(diff["joins"])) {
    next.set(key, [...without(next.get(key) ?? [], joining), ...joining]);
  }
  for (const [key, leaving] of presenceOf(diff["leaves"])) {
    const left = without(next.get(key) ?? [], leaving);
    if (left.length > 0) next.set(key, left);
    else next.delete(key);
  }
  return next;
}

function without(tabs: readonly Tab[], others: readonly Tab[]): readonly Tab[] {
  const refs = new Set(others.map((tab) => tab.ref));
  return tabs.filter((tab) => !refs.has(tab.ref));
}

/** The tabs in `{"metas": […]}`; one without a reference could never leave again, so it is left out. */
function tabsOf(entry: unknown): readonly Tab[] {
  if (!isRecord(entry) || !Array.isArray(entry["metas"])) return [];
  return entry["metas"].flatMap((meta: unknown) =>
    isRecord(meta) && typeof meta["phx_ref"] === "string" ? [{ ref: meta["phx_ref"], occupant: occupantOf(meta) }] : []
  );
}

function occupantOf({ userId, name }: Readonly<Record<string, unknown>>): Occupant | null {
  return typeof userId === "string" && typeof name === "string" ? { userId, name } : null;
}
