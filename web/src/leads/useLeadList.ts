import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Lead } from "../api/Lead.ts";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { listLeads, PAGE_SIZE } from "../api/leads.ts";
import type { Cursor } from "../realtime/Cursor.ts";
import { envelopeOf, isTyping, type LeadEnvelope } from "../realtime/Envelope.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { firstSlice } from "./firstList.ts";
import { emptyList, type LeadList, leadListReducer } from "./leadList.ts";

/** A first slice in the node's order is asked for again this long after a change, which seldom comes alone. */
const RENEW_AFTER_MS = 1_500;

/** In a list so long every event costs tens of milliseconds; they are taken together then. */
const LONG_LIST = 5_000;
const GATHER_MS = 1_000;

interface LiveLeadList {
  readonly list: LeadList;
  readonly failure: ApiFailure | null;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Takes over the node's answer to a change, or what that will be. */
  readonly accept: (lead: Lead) => void;
}

/** The leads under a filter, loaded by slices and kept live by the workspace's room. */
export function useLeadList(
  workspaceId: string,
  filter: LeadFilter,
  onEvent: (envelope: LeadEnvelope) => void,
): LiveLeadList {
  const realtime = useRealtime();
  const [list, dispatch] = useReducer(leadListReducer, filter, emptyList);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [start, setStart] = useState<Cursor | null>(null);
  const request = useRef<AbortController | null>(null);
  const announce = useRef(onEvent);
  useEffect(() => {
    announce.current = onEvent;
  }, [onEvent]);

  const { status, text, rest } = filter;
  useEffect(() => dispatch({ kind: "narrowed", filter: { status, text, rest } }), [
    status,
    text,
    rest,
  ]);

  const load = useCallback(async (after: string | null) => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    try {
      const narrowed = { status, text, rest };
      const page = after === null
        ? await firstSlice(narrowed, controller.signal)
        : await listLeads(narrowed, after, controller.signal);
      if (controller.signal.aborted) return;
      dispatch({ kind: "loaded", page, isFirst: after === null });
      setFailure(null);
      setStart((known) => known ?? page.cursor);
    } catch (error) {
      if (controller.signal.aborted) return;
      dispatch({ kind: "stopped" });
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    }
  }, [status, text, rest]);

  useEffect(() => {
    void load(null);
    return () => request.current?.abort();
  }, [load]);
  const reload = useCallback(() => {
    dispatch({ kind: "loading", what: "again" });
    void load(null);
  }, [load]);
  // The room outlives a change of filter, so it asks for what reloading means then.
  const latestReload = useRef(reload);
  useEffect(() => {
    latestReload.current = reload;
  }, [reload]);

  // Set once, by the first answer: from there on the room's own cursor moves.
  useEffect(() => {
    // With presence, which the header shows: joined twice otherwise.
    return start === null ? undefined : realtime.join(workspaceTopic(workspaceId), { cursor: start, presence: true });
  }, [realtime, workspaceId, start]);
  const isLong = useRef(false);
  useEffect(() => {
    isLong.current = list.order.length > LONG_LIST;
  }, [list.order.length]);
  useEffect(() => {
    let gathered: LeadEnvelope[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      const envelopes = gathered;
      gathered = [];
      timer = undefined;
      dispatch({ kind: "events", envelopes });
    };
    const stop = realtime.listen(workspaceTopic(workspaceId), {
      onBroadcast: (broadcast) => {
        const envelope = envelopeOf(broadcast);
        if (envelope === null || isTyping(envelope)) return;
        gathered.push(envelope);
        if (!isLong.current) {
          clearTimeout(timer);
          take();
        } else timer ??= setTimeout(take, GATHER_MS);
        announce.current(envelope);
      },
      onGap: () => latestReload.current(),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [realtime, workspaceId]);

  // Further down, the rows would move under the reader: there a button asks.
  const renewsItself = list.isOutdated && list.loading === null && list.order.length <= PAGE_SIZE;
  useEffect(() => {
    if (!renewsItself) return;
    const timer = setTimeout(reload, RENEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [renewsItself, reload]);

  const { next, loading } = list;
  const loadMore = useCallback(() => {
    if (next === null || loading !== null) return;
    dispatch({ kind: "loading", what: "more" });
    void load(next);
  }, [load, next, loading]);
  const accept = useCallback((lead: Lead) => dispatch({ kind: "answered", lead }), []);
  return { list, failure, loadMore, reload, accept };
}
