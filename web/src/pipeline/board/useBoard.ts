import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import { isRecord } from "../../api/isRecord.ts";
import { fetchBoard, fetchCards } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { useSession } from "../../app/SessionContext.ts";
import type { Cursor } from "../../realtime/Cursor.ts";
import { envelopeOf, isLeadChange, type LeadChanged } from "../../realtime/Envelope.ts";
import { useConnectionStatus, useRealtime } from "../../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../../realtime/topics.ts";
import { failureOf } from "../../ui/failureOf.ts";
import { type Board, type BoardInput, boardReducer, emptyBoard } from "./boardState.ts";

/** Cards a stage at first, and as many at most when all is fetched again. */
const CARDS = 50;
const CARDS_MAX = 200;
/** Counts and sums are asked for this long after a change, which seldom comes alone. */
const RENEW_AFTER_MS = 700;
/** And this long after the node refused. */
const RETRY_AFTER_MS = 10_000;

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
  const status = useConnectionStatus();
  // The project's own room hears of moves alone.
  const topic = workspaceTopic(useSession().workspace.id);
  const [board, dispatch] = useReducer(boardReducer, emptyBoard);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [loadingStage, setLoadingStage] = useState<string | null>(null);
  const [start, setStart] = useState<Cursor | null>(null);
  const request = useRef<AbortController | null>(null);
  const limit = useRef(CARDS);
  const latest = useRef<(event: LeadChanged) => void>(() => {});
  const { columns } = board;
  useEffect(() => {
    latest.current = (event) => onChange(event, columns.map(({ stage }) => stage));
  }, [onChange, columns]);
  const isNarrowed = filters !== "";

  const { cards } = board;
  const loaded = Math.max(0, ...[...cards.values()].map((list) => list.length));
  useEffect(() => {
    limit.current = Math.min(CARDS_MAX, Math.max(CARDS, loaded));
  }, [loaded]);

  const load = useCallback(async () => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    setLoading(true);
    dispatch({ kind: "asked", what: "board" });
    try {
      const answer = await fetchBoard(projectId, filters, limit.current, controller.signal);
      if (controller.signal.aborted) return;
      dispatch({ kind: "loaded", answer });
      setStart((known) => known ?? answer.cursor);
      setFailure(null);
      setLoading(false);
    } catch (error) {
      if (controller.signal.aborted) return;
      dispatch({ kind: "failed" });
      setFailure(failureOf(error));
      setLoading(false);
    }
  }, [projectId, filters]);
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
  // While there is no way to the node, asking is in vain.
  const isAway = failure?.status === 0 && status !== "live";
  const isRefused = failure !== null && failure.status !== 0;
  useEffect(() => {
    if (!isOutdated || isLoading || isAway) return;
    const timer = setTimeout(reload, isRefused ? RETRY_AFTER_MS : RENEW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOutdated, isLoading, isAway, isRefused, reload]);

  const loadCards = useCallback(async (stage: Stage, next: string) => {
    // With the board's own controller: a board that is fetched again ends this too.
    const controller = request.current ?? new AbortController();
    setLoadingStage(stage.id);
    dispatch({ kind: "asked", what: "cards" });
    try {
      const answer = await fetchCards(stage, filters, next, controller.signal);
      if (controller.signal.aborted) return;
      dispatch({ kind: "more", stageId: stage.id, cards: answer.items, next: answer.next });
    } catch (error) {
      if (controller.signal.aborted) return;
      dispatch({ kind: "failed" });
      setFailure(failureOf(error));
    } finally {
      setLoadingStage(null);
    }
  }, [filters]);
  const loadMore = useCallback((stageId: string) => {
    const column = columns.find(({ stage }) => stage.id === stageId);
    if (column === undefined || column.next === null) return;
    // A board that is fetched meanwhile, or after, is to have the further ones too.
    const count = cards.get(stageId)?.length ?? 0;
    limit.current = Math.max(limit.current, Math.min(CARDS_MAX, count + CARDS));
    void (isLoading ? load() : loadCards(column.stage, column.next));
  }, [cards, columns, isLoading, load, loadCards]);
  return { board, isLoading, failure, loadingStage, loadMore, reload, dispatch };
}

/** The stage of a `stage.updated`, or that it is gone; null for any other event. */
function stageOf(payload: unknown): Stage | "gone" | null {
  if (!isRecord(payload) || payload["type"] !== "stage.updated" || !isRecord(payload["payload"])) return null;
  const { stage } = payload["payload"];
  return isRecord(stage) ? stage as unknown as Stage : "gone";
}
