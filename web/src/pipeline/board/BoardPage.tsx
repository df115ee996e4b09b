import {
  type KeyboardEvent,
  type ReactElement,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { lazy } from "../../ui/lazy.ts";
import type { LeadFilter } from "../../api/LeadFilter.ts";
import type { Lead } from "../../api/Lead.ts";
import type { LeadChange } from "../../api/leadChanges.ts";
import type { BoardLead, MoveTarget } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { navigate } from "../../app/navigation.ts";
import { dropLeadPath, pipelinePath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useChoice } from "../../leads/useChoice.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import type { LeadChanged } from "../../realtime/Envelope.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Link } from "../../ui/Link.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { boardQuery, boardSearch, parseBoardSearch } from "../boardFilter.ts";
import { AskedMove } from "../move/AskedMove.tsx";
import { useMoves } from "../move/useMoves.ts";
import { useWords } from "../words/useWords.ts";
import { BoardSkeleton } from "./BoardSkeleton.tsx";
import { targetAt } from "./boardState.ts";
import { BoardTools } from "./BoardTools.tsx";
import { DragGhost } from "./DragGhost.tsx";
import { Glide } from "./Glide.tsx";
import { alongLanes, type LaneKind, laneOf, lanesOf, rememberedLanes, rememberLanes } from "./lanes/lanes.ts";
import { LostNotice } from "./LostNotice.tsx";
import { StageColumn } from "./StageColumn.tsx";
import { useBoard } from "./useBoard.ts";
import { useBoardKeys } from "./useBoardKeys.ts";
import { type DropPlace, useCardDrag } from "./useCardDrag.ts";

const LaneBoard = lazy(() => import("./lanes/LaneBoard.tsx"));
const BulkBar = lazy(() => import("../../bulk/BulkBar.tsx"));

const noCards: readonly BoardLead[] = [];

interface BoardPageProps {
  readonly projectId: string;
  readonly search: string;
}

/** The leads of a project by stage, to be moved by mouse, finger and keyboard, live. */
export function BoardPage({ projectId, search }: BoardPageProps): ReactElement {
  const words = useWords();
  const { messages } = useSpeech();
  const { user, permissions } = useSession();
  const now = useNow();
  const grid = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState("");
  /** Who moved a lead last, of those that this page heard of. */
  const [movers, setMovers] = useState<ReadonlyMap<string, string>>(new Map());
  const filter = useMemo(() => parseBoardSearch(search).filter, [search]);
  const filters = boardQuery(filter);
  const lookups = useLookups(projectId);
  const { members } = lookups;
  const mayMove = permissions.includes("leads.write");
  const nameOf = useCallback(
    (personId: string | undefined) =>
      members.find(({ person }) => person.id === personId)?.person.name ?? words.someone,
    [members, words],
  );

  const onChange = useCallback((event: LeadChanged, stages: readonly Stage[]) => {
    if (event.type !== "pipeline.moved" || event.actorId === user.id) return;
    const { lead, from, to } = event.payload;
    const { actorId } = event;
    if (actorId !== undefined) setMovers((known) => new Map(known).set(lead.id, actorId));
    const stage = stages.find(({ id }) => id === to);
    if (from !== to && stage !== undefined) setSaid(words.movedBy(lead.company, stage.name, nameOf(event.actorId)));
  }, [user.id, words, nameOf]);
  const live = useBoard(projectId, filters, onChange);
  const { board, dispatch } = live;
  const { cards } = board;
  const isNarrowed = filters !== "";

  const moves = useMoves({
    onBegun: (lead: Lead, target: MoveTarget, { ownerId }: LeadChange) =>
      dispatch({ kind: "begun", move: { leadId: lead.id, ...target, ...(ownerId === undefined ? {} : { ownerId }) } }),
    onKnown: (lead: Lead) => dispatch({ kind: "changed", lead, isNarrowed }),
    onEnded: (leadId: string) => dispatch({ kind: "ended", leadId }),
    onMoved: (lead: Lead, stage: Stage) => setSaid(words.movedTo(lead.company, stage.name)),
  });
  const [laneKind, setLaneKind] = useState(() => rememberedLanes(projectId));
  const chooseLanes = useCallback((kind: LaneKind) => {
    rememberLanes(projectId, kind);
    setLaneKind(kind);
  }, [projectId]);
  const lanes = useMemo(
    () => laneKind === "none" ? null : lanesOf(laneKind, cards, members),
    [laneKind, cards, members],
  );
  const seen = useMemo(() => lanes === null ? cards : alongLanes(cards, lanes), [cards, lanes]);
  const laneOfLead = useCallback((lead: BoardLead) => laneKind === "none" ? null : laneOf(laneKind, lead), [laneKind]);
  const { start } = moves;
  const drop = useCallback((leadId: string, { stageId, lane, index }: DropPlace) => {
    const lead = board.leads.get(leadId);
    const stage = board.columns.find((column) => column.stage.id === stageId)?.stage;
    if (lead === undefined || stage === undefined) return;
    const home = laneOfLead(lead);
    // Another owner's lane hands it over; tags and scores are not changed by moving it.
    const changesHands = laneKind === "owner" && lane !== null && lane !== home;
    const goal = changesHands ? lane : home;
    const shown = (cards.get(stageId) ?? []).filter((one) => goal === null || laneOfLead(one) === goal);
    const others = shown.filter(({ id }) => id !== leadId);
    const at = lane === goal ? index : others.length;
    // Put down where it was.
    if (!changesHands && shown[at]?.id === leadId && lead.stageId === stageId) {
      return dispatch({ kind: "ended", leadId });
    }
    start(lead, stage, targetAt(stageId, others, at), changesHands ? { ownerId: goal === "" ? null : goal } : {});
  }, [board, cards, laneKind, laneOfLead, start, dispatch]);
  const { drag, onPointerDown } = useCardDrag(grid, mayMove, drop);
  const keys = useBoardKeys({
    grid,
    board,
    cards: seen,
    laneOf: laneOfLead,
    mayMove,
    dispatch,
    onDrop: drop,
    onSay: setSaid,
  });

  const seenOrder = useMemo(
    () =>
      [...seen].map(([stageId, list]) => [stageId, ...list.map((lead) => `${lead.id}${laneOfLead(lead)}`)].join()).join(
        ";",
      ),
    [seen, laneOfLead],
  );
  const shown = useMemo(() => [...seen.values()].flat(), [seen]);
  const choice = useChoice(shown);
  const [hasChosen, setHasChosen] = useState(false);
  if (choice.ids.size > 0 && !hasChosen) setHasChosen(true);
  const { toggle } = choice;
  const order = useRef(shown);
  useEffect(() => {
    order.current = shown;
  }, [shown]);
  // The same function while cards come and go, so that those that stay are not drawn anew.
  const choose = useCallback(
    (leadId: string) => toggle(order.current.findIndex(({ id }) => id === leadId), false),
    [toggle],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const card = event.target instanceof HTMLElement ? event.target.dataset["cardLink"] : undefined;
    const isChoosing = event.key === "x" && mayMove && keys.lifted === null && !event.ctrlKey && !event.metaKey;
    if (!isChoosing || card === undefined) return keys.onKeyDown(event);
    event.preventDefault();
    choose(card);
  };

  const setFilter = useCallback(
    (next: LeadFilter) => navigate(pipelinePath("board", boardSearch(projectId, next)), true),
    [projectId],
  );
  if (board.columns.length === 0 && live.failure === null) return <BoardSkeleton />;
  const isEmpty = board.totals.count === 0 && !live.isLoading && cards.size > 0 &&
    [...cards.values()].every((list) => list.length === 0);
  const dragged = drag === null ? undefined : board.leads.get(drag.leadId);
  const { reachable, lifted } = keys;
  const surroundings = { members, now, mayMove, onPointerDown, chosen: choice.ids, onChoose: choose };
  return (
    <div className="flex flex-col gap-3">
      <BoardTools
        projectId={projectId}
        filter={filter}
        lookups={lookups}
        totals={board.totals}
        lanes={laneKind}
        onLanes={chooseLanes}
        onChange={setFilter}
      />
      {live.failure !== null && (
        <FailureNotice failure={live.failure}>
          <Button onClick={live.reload}>{messages.failure.retry}</Button>
        </FailureNotice>
      )}
      {moves.failure !== null && <FailureNotice failure={moves.failure} />}
      {moves.lost !== null && (
        <LostNotice
          lost={moves.lost}
          stages={board.columns.map(({ stage }) => stage)}
          winner={nameOf(movers.get(moves.lost.lead.id))}
          onAgain={() =>
            moves.lost !== null && start(moves.lost.lead, moves.lost.stage, moves.lost.target, moves.lost.fields)}
          onLeave={moves.forget}
        />
      )}
      {isEmpty && (
        <div className="panel">
          <EmptyNote
            title={isNarrowed ? words.nothingTitle : words.emptyTitle}
            text={isNarrowed ? words.nothingText : words.emptyText}
          >
            {!isNarrowed && permissions.includes("leads.drop") && (
              <Link to={dropLeadPath} className={`${buttonClass("primary")} mt-2`}>{words.drop}</Link>
            )}
          </EmptyNote>
        </div>
      )}
      <p id="board-keys" className="sr-only">{words.keysHelp}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrows move between the links inside */}
      <div
        ref={grid}
        role={lanes === null ? "list" : "group"}
        aria-label={words.stages}
        aria-describedby="board-keys"
        data-testid="board"
        data-loading={live.isLoading}
        data-choosing={choice.ids.size > 0 || undefined}
        onKeyDown={onKeyDown}
        onFocus={keys.onFocus}
        className={lanes === null
          ? `relative -mx-4 flex gap-3 overflow-x-auto px-4 pb-3 scroll-px-4 ${
            drag === null ? "snap-x snap-proximity" : ""
          }`
          : "relative -mx-4 h-[max(22rem,calc(100dvh-13rem))] overflow-auto px-4 pb-3"}
      >
        {lanes === null || laneKind === "none"
          ? board.columns.map((column) => {
            const { id } = column.stage;
            const list = cards.get(id) ?? noCards;
            const holds = (leadId: string | null | undefined) => list.some((lead) => lead.id === leadId);
            // What happens in one stage is nothing to the others.
            return (
              <StageColumn
                key={id}
                column={column}
                cards={list}
                isLoadingMore={live.loadingStage === id}
                onMore={live.loadMore}
                reachable={holds(reachable) ? reachable : null}
                lifted={holds(lifted) ? lifted : null}
                drag={drag?.place?.stageId === id || holds(drag?.leadId) ? drag : null}
                {...surroundings}
              />
            );
          })
          : (
            <Suspense fallback={null}>
              <LaneBoard
                kind={laneKind}
                columns={board.columns}
                lanes={lanes}
                loadingStage={live.loadingStage}
                onMore={live.loadMore}
                reachable={reachable}
                lifted={lifted}
                drag={drag}
                {...surroundings}
              />
            </Suspense>
          )}
      </div>
      <Glide grid={grid} order={seenOrder} isCarried={drag !== null || lifted !== null} />
      {hasChosen && (
        <Suspense fallback={null}>
          <BulkBar leads={choice.leads} onClear={choice.clear} />
        </Suspense>
      )}
      {drag !== null && dragged !== undefined && <DragGhost drag={drag} lead={dragged} />}
      <AskedMove moves={moves} members={members} />
      <LiveRegion text={said} />
    </div>
  );
}
