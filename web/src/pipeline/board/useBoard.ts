import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import { isRecord } from "../../api/isRecord.ts";
import { type BoardLead, fetchBoard, fetchCards } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { useSession } from "../../app/SessionContext.ts";
import type { Cursor } from "../../realtime/Cursor.ts";
import { envelopeOf, isLeadChange, type LeadChanged } from "../../realtime/Envelope.ts";
import { useRealtime } from "../../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../../realtime/topics.ts";
import { failureOf } from "../../ui/failureOf.ts";
import { type Board, type BoardInput, boardReducer, cardsByStage, emptyBoard } from "./boardState.ts";

/** Cards a stage at first, and as many at most when all is fetched again. */
const CARDS = 50;
const CARDS_MAX = 200;
/** Counts and sums are asked for this long after a change, which seldom comes alone. */
const RENEW_AFTER_MS = 700;

export interface LiveBoard {
  readonly board: Board;
  readonly isLoading: boolean;
  readonly failure: ApiFailure | null;
  /** The stage of which more cards are on their way. */
  readonly loadingStage: string | null;
  readonly loadMore: (stageId: string) => void;
  readonly reload: () => void;
  readonly dispatch: (input: BoardInput) => void;
}

/** The board of a project under filters, kept live by the workspace's room. `onChange` hears of leads that others move. */
export function useBoard(
  projectId: string,
  filters: string,
  onChange: (event: LeadChanged, stages: readonly Stage[]) => void,
): LiveBoard {
  const realtime = useRealtime();
  // The project's own room hears of moves alone.
  const topic = workspaceTopic(useSession().workspace.id);
  const [board, dispatch] = useReducer(boardReducer, emptyBoard);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [loadingStage, setLoadingStage] = useState<string | null>(null);
  const [start, setStart] = useState<Cursor | null>(null);
  const request = useRef<AbortController | null>(null);
  /** Leads that changed while an answer was on its way, which may not have them. */
  const meanwhile = useRef<BoardLead[]>([]);
  const limit = useRef(CARDS);
  const latest = useRef<(event: LeadChanged) => void>(() => {});
  const { columns } = board;
  useEffect(() => {
    latest.current = (event) => onChange(event, columns.map(({ stage }) => stage));
  }, [onChange, columns]);
  const isNarrowed = filters !== "";

  const shown = useMemo(() => cardsByStage(board), [board]);
  const loaded = Math.max(0, ...[...shown.values()].map((cards) => cards.length));
  useEffect(() => {
    limit.current = Math.min(CARDS_MAX, Math.max(CARDS, loaded));
  }, [loaded]);

  const load = useCallback(async () => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    meanwhile.current = [];
    setLoading(true);
    try {
      const answer = await fetchBoard(projectId, filters, limit.current, controller.signal);
      if (controller.signal.aborted) return;
      dispatch({ kind: "loaded", answer });
      for (const lead of meanwhile.current) dispatch({ kind: "changed", lead, isNarrowed });
      setStart((known) => known ?? answer.cursor);
      setFailure(null);
      setLoading(false);
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailure(failureOf(error));
      setLoading(false);
    }
  }, [projectId, filters, isNarrowed]);
  useEffect(() => {
    limit.current = CARDS;
    dispatch({ kind: "forgotten" });
    void load();
    return () => request.current?.abort();
  }, [load]);
  const reload = useCallback(() => void load(), [load]);

  // Set once, by the first answer: from there on the room's own cursor moves.
  useEffect(() => {
    return start === null ? undefined : realtime.join(topic, { cursor: start, presence: false });
  }, [realtime, topic, start]);
  useEffect(() =>
    realtime.listen(topic, {
      onBroadcast: (broadcast) => {
        const envelope = envelopeOf(broadcast);
        if (envelope !== null && isLeadChange(envelope)) {
          meanwhile.current.push(envelope.payload.lead);
          dispatch({ kind: "changed", lead: envelope.payload.lead, isNarrowed });
          latest.current(envelope);
          return;
        }
        const stage = stageOf(broadcast.payload);
        if (stage === "gone") dispatch({ kind: "outdated" });
        else if (stage !== null) dispatch({ kind: "stage", stage });
      },
      onGap: reload,
    }), [realtime, topic, isNarrowed, reload]);

  const { isOutdated } = board;
  useEffect(() => {
    if (!isOutdated || isLoading) return;
    const timer = setTimeout(reload, RENEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOutdated, isLoading, reload]);

  const loadMore = useCallback((stageId: string) => {
    const column = columns.find(({ stage }) => stage.id === stageId);
    if (column === undefined || column.next === null) return;
    // A board that is fetched meanwhile, or after, is to have the further ones too.
    const count = shown.get(stageId)?.length ?? 0;
    limit.current = Math.max(limit.current, Math.min(CARDS_MAX, count + CARDS));
    if (isLoading && count < CARDS_MAX) return void load();
    setLoadingStage(stageId);
    const controller = request.current ?? new AbortController();
    fetchCards(column.stage, filters, column.next, controller.signal).then(
      ({ items, next }) => dispatch({ kind: "more", stageId, cards: items, next }),
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(failureOf(error));
      },
    ).finally(() => setLoadingStage(null));
  }, [shown, columns, filters, isLoading, load]);
  return { board, isLoading, failure, loadingStage, loadMore, reload, dispatch };
}

/** The stage of a `stage.updated`, or that it is gone; null for any other event. */
function stageOf(payload: unknown): Stage | "gone" | null {
  if (!isRecord(payload) || payload["type"] !== "stage.updated" || !isRecord(payload["payload"])) return null;
  const { stage } = payload["payload"];
  return isRecord(stage) ? stage as unknown as Stage : "gone";
}
