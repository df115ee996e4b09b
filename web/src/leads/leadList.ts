import { isOver } from "../api/JobState.ts";
import type { Lead } from "../api/Lead.ts";
import { isTrash, type LeadFilter, mentions } from "../api/LeadFilter.ts";
import type { LeadPage } from "../api/LeadPage.ts";
import { isLeadChange, type LeadEnvelope, type LeadJobStatus } from "../realtime/Envelope.ts";

/** How far the work on a lead is, by its latest job event. */
export interface LeadProgress {
  readonly jobId: string;
  readonly version: number;
  readonly progress: number;
  readonly text: string | null;
}

/** The live list: what the node answered under one filter, kept up to date by events. */
export interface LeadList {
  readonly filter: LeadFilter;
  readonly leads: ReadonlyMap<string, Lead>;
  readonly progress: ReadonlyMap<string, LeadProgress>;
  /** Leads that the node itself found under this filter's text; it may know more than their own words show. */
  readonly found: ReadonlySet<string>;
  /** The ids of what has been loaded, as the node ordered them. */
  readonly order: readonly string[];
  /** True when something changed whose place in the order only the node knows. */
  readonly isOutdated: boolean;
  /** True when that happened after the request that is under way began: its answer may not have it. */
  readonly isOvertaken: boolean;
  /** The last lead of what has been loaded: older ones are the node's to send. Null before the first slice. */
  readonly oldest: Lead | null;
  /** Asks for the next slice; null when all is here. */
  readonly next: string | null;
  /** When the newest lead of the first slice was dropped; later ones came while the list was watched. */
  readonly newestAtLoad: string | null;
  readonly loading: "first" | "more" | "again" | null;
}

/** More rows than anyone scrolls through; past it the page asks to narrow the search. Of those, a few dozen are there at once. */
export const LOADED_LEADS_MAX = 200_000;

export function emptyList(filter: LeadFilter): LeadList {
  return {
    filter,
    leads: new Map(),
    progress: new Map(),
    found: new Set(),
    order: [],
    isOutdated: false,
    isOvertaken: false,
    oldest: null,
    next: null,
    newestAtLoad: null,
    loading: "first",
  };
}

export type LeadListInput =
  | { readonly kind: "narrowed"; readonly filter: LeadFilter }
  | { readonly kind: "loading"; readonly what: "more" | "again" }
  | { readonly kind: "loaded"; readonly page: LeadPage; readonly isFirst: boolean }
  | { readonly kind: "stopped" }
  /** A change of one's own; its version is the one before while it waits for the node. */
  | { readonly kind: "answered"; readonly lead: Lead }
  | { readonly kind: "event"; readonly envelope: LeadEnvelope }
  | { readonly kind: "events"; readonly envelopes: readonly LeadEnvelope[] };

export function leadListReducer(list: LeadList, input: LeadListInput): LeadList {
  switch (input.kind) {
    case "narrowed":
      return narrowed(list, input.filter);
    case "loading":
      return { ...list, loading: input.what, isOvertaken: false };
    case "loaded":
      return loaded(list, input.page, input.isFirst);
    case "stopped":
      return { ...list, loading: null };
    case "answered":
      return answered(list, input.lead);
    case "event":
      return happened(list, input.envelope);
    case "events":
      return input.envelopes.reduce(happened, list);
  }
}

function happened(list: LeadList, envelope: LeadEnvelope): LeadList {
  return isLeadChange(envelope) ? updated(list, envelope.payload.lead) : progressed(list, envelope);
}

function answered(list: LeadList, lead: Lead): LeadList {
  const known = list.leads.get(lead.id);
  if (known !== undefined && known.version > lead.version) return list;
  // The event of the change says nothing new then, but where the lead stands now only the node knows.
  const isMoved = list.filter.rest !== "" && known !== undefined && known.version < lead.version;
  const after = { ...list, leads: new Map(list.leads).set(lead.id, lead) };
  return isMoved ? outdated(after) : after;
}

function outdated(list: LeadList): LeadList {
  return { ...list, isOutdated: true, isOvertaken: list.loading !== null };
}

/** What is known and fits shows at once; the node's answer completes it. */
function narrowed(list: LeadList, filter: LeadFilter): LeadList {
  const { leads, progress } = list;
  return leads.size > LOADED_LEADS_MAX ? emptyList(filter) : { ...emptyList(filter), leads, progress };
}

function loaded(list: LeadList, page: LeadPage, isFirst: boolean): LeadList {
  // Events that came while the request was under way may be newer than its answer, so newer versions stay.
  const leads = new Map(list.leads);
  for (const lead of page.items) {
    const known = leads.get(lead.id);
    if (known === undefined || known.version <= lead.version) leads.set(lead.id, lead);
  }
  const found = new Set(isFirst ? [] : list.found);
  for (const lead of page.items) found.add(lead.id);
  const last = page.items.at(-1);
  return {
    ...list,
    leads,
    found,
    order: [...found],
    isOutdated: isFirst ? list.isOvertaken : list.isOutdated,
    isOvertaken: false,
    oldest: last ?? (isFirst ? null : list.oldest),
    next: page.next,
    newestAtLoad: list.newestAtLoad ?? page.items[0]?.createdAt ?? "",
    loading: null,
  };
}

function updated(list: LeadList, lead: Lead): LeadList {
  const known = list.leads.get(lead.id);
  if (known !== undefined && known.version >= lead.version) return list;
  if (list.filter.rest !== "") {
    const leads = known === undefined ? list.leads : new Map(list.leads).set(lead.id, lead);
    return outdated({ ...list, leads });
  }
  // What lies below the loaded part comes with its slice; storing it would only grow the page.
  if (known === undefined && list.loading === null && isBeyond(list, lead)) return list;
  return { ...list, leads: new Map(list.leads).set(lead.id, lead) };
}

function progressed(list: LeadList, envelope: LeadJobStatus): LeadList {
  const { leadId, state, progress, progressText } = envelope.payload;
  const known = list.progress.get(leadId);
  if (known?.jobId === envelope.entityId && known.version >= envelope.entityVersion) return list;
  const next = new Map(list.progress);
  if (!isOver(state)) {
    next.set(leadId, { jobId: envelope.entityId, version: envelope.entityVersion, progress, text: progressText });
  } else if (known?.jobId === envelope.entityId) {
    next.delete(leadId);
  } else {
    return list;
  }
  return { ...list, progress: next };
}

function isBeyond(list: LeadList, lead: Lead): boolean {
  return list.next !== null && list.oldest !== null && newestFirst(lead, list.oldest) > 0;
}

function newestFirst(a: Lead, b: Lead): number {
  return compare(b.createdAt, a.createdAt) || compare(b.id, a.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The rows to show: what passes the filter, down to where loading has come; newest first, or as the node ordered them. */
export function visibleLeads(list: LeadList): readonly Lead[] {
  const { status, text, rest } = list.filter;
  if (rest !== "") {
    const wantsDeleted = isTrash(list.filter);
    return list.order.flatMap((id) => list.leads.get(id) ?? []).filter((lead) =>
      (lead.deletedAt !== null) === wantsDeleted
    );
  }
  // Of 200,000 leads, all of this is done for each slice that comes: in one pass, and sorted only where they are not.
  const shown: Lead[] = [];
  let isSorted = true;
  let before: Lead | null = null;
  for (const lead of list.leads.values()) {
    if (lead.deletedAt !== null || lead.archivedAt !== null) continue;
    if (status !== null && lead.status !== status) continue;
    if (text !== "" && !list.found.has(lead.id) && !mentions(lead, text)) continue;
    if (isBeyond(list, lead)) continue;
    if (before !== null && newestFirst(before, lead) > 0) isSorted = false;
    before = lead;
    shown.push(lead);
  }
  return isSorted ? shown : shown.toSorted(newestFirst);
}

/** True for a lead that was dropped while the list was watched. */
export function isArrival(list: LeadList, lead: Lead): boolean {
  return list.newestAtLoad !== null && lead.createdAt > list.newestAtLoad;
}
