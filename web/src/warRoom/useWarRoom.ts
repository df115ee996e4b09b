import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { analyzeAgain, openWarRoom } from "../api/leads.ts";
import { isRecord } from "../api/isRecord.ts";
import type { Lead } from "../api/Lead.ts";
import type { WarRoom } from "../api/WarRoom.ts";
import { withWrites } from "../offline/leadWrites.ts";
import { useWrites } from "../offline/writes.ts";
import type { Broadcast } from "../realtime/Broadcast.ts";
import type { Cursor } from "../realtime/Cursor.ts";
import { envelopeOf, isTyping } from "../realtime/Envelope.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { leadTopic } from "../realtime/topics.ts";
import { warRoomReducer } from "./warRoomState.ts";

/** A status change comes with a burst of events; one fetch serves them all. */
const REFETCH_PAUSE_MS = 80;
/** The signed address is renewed this long before it ends, so that a click never meets a dead one. */
const RENEW_BEFORE_MS = 30_000;
/** No timer of a browser is longer than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A clock that is wrong must not make the page fetch without pause. */
const SHORTEST_RENEWAL_MS = 10_000;

interface LiveWarRoom {
  readonly room: WarRoom | null;
  readonly failure: ApiFailure | null;
  readonly refetch: () => void;
  /** Starts the analysis again. */
  readonly analyze: () => Promise<void>;
  /** Takes over the node's answer to a change. */
  readonly accept: (lead: Lead) => void;
}

/** A lead's war room, fetched once, then kept live by its room; fetched again for what events do not carry. */
export function useWarRoom(leadId: string): LiveWarRoom {
  const realtime = useRealtime();
  const [state, dispatch] = useReducer(warRoomReducer, null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [start, setStart] = useState<Cursor | null>(null);
  const request = useRef<AbortController | null>(null);

  const fetchRoom = useCallback(async () => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    dispatch({ kind: "asked" });
    try {
      const room = await openWarRoom(leadId, controller.signal);
      dispatch({ kind: "fetched", room });
      setStart((known) => known ?? room.cursor);
      setFailure(null);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    }
  }, [leadId]);
  const refetch = useCallback(() => void fetchRoom(), [fetchRoom]);
  useEffect(() => {
    void fetchRoom();
    return () => request.current?.abort();
  }, [fetchRoom]);

  // Set once, by the first answer: from there on the room's own cursor moves.
  useEffect(() => {
    return start === null ? undefined : realtime.join(leadTopic(leadId), { cursor: start, presence: true });
  }, [realtime, leadId, start]);
  useEffect(() =>
    realtime.listen(leadTopic(leadId), {
      onBroadcast: (broadcast) => {
        const envelope = envelopeOf(broadcast);
        if (envelope === null) {
          if (concerns(broadcast, leadId)) dispatch({ kind: "hinted" });
        } else if (!isTyping(envelope)) dispatch({ kind: "event", envelope });
      },
      onGap: refetch,
    }), [realtime, leadId, refetch]);

  const wants = state?.wants ?? 0;
  useEffect(() => {
    if (wants === 0) return;
    const timer = setTimeout(refetch, REFETCH_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wants, refetch]);

  const writes = useWrites();
  const known = state?.room ?? null;
  const room = useMemo(
    () => known === null ? null : { ...known, lead: withWrites(known.lead, writes) },
    [known, writes],
  );
  useRenewal(room?.dossier?.expiresAt ?? null, refetch);

  const analyze = useCallback(async () => {
    try {
      dispatch({ kind: "answered", lead: await analyzeAgain(leadId) });
    } catch (error) {
      if (error instanceof ApiFailure && error.code === "conflict") refetch();
      throw error;
    }
  }, [leadId, refetch]);
  const accept = useCallback((lead: Lead) => dispatch({ kind: "answered", lead }), []);
  return { room, failure, refetch, analyze, accept };
}

/** True for an event about the lead that the page has no type for: of its contacts and notes. */
function concerns({ payload }: Broadcast, leadId: string): boolean {
  return isRecord(payload) && isRecord(payload["payload"]) && payload["payload"]["leadId"] === leadId;
}

/** Calls `renew` shortly before a signed address ends, and when the page comes back to view after its end. */
function useRenewal(expiresAt: string | null, renew: () => void): void {
  useEffect(() => {
    if (expiresAt === null) return;
    const due = Date.parse(expiresAt) - RENEW_BEFORE_MS;
    const wait = Math.min(LONGEST_TIMER_MS, Math.max(SHORTEST_RENEWAL_MS, due - Date.now()));
    const timer = setTimeout(renew, wait);
    const onVisible = () => {
      if (document.visibilityState === "visible" && Date.now() >= due) renew();
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [expiresAt, renew]);
}
