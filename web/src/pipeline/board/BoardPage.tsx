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
import type { MoveTarget } from "../../api/pipeline.ts";
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
import { useMoves } from "../move/useMoves.ts";
import { useWords } from "../words/useWords.ts";
import { BoardSkeleton } from "./BoardSkeleton.tsx";
import { cardsByStage, targetAt } from "./boardState.ts";
import { BoardTools } from "./BoardTools.tsx";
import { DragGhost } from "./DragGhost.tsx";
import { LostNotice } from "./LostNotice.tsx";
import { StageColumn } from "./StageColumn.tsx";
import { useBoard } from "./useBoard.ts";
import { useGlide } from "./useGlide.ts";
import { useBoardKeys } from "./useBoardKeys.ts";
import { type DropPlace, useCardDrag } from "./useCardDrag.ts";

const BulkBar = lazy(() => import("../../bulk/BulkBar.tsx"));
const MoveDialog = lazy(() => import("../move/MoveDialog.tsx"));

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
  const isNarrowed = filters !== "";

  const moves = useMoves({
    onBegun: (lead: Lead, target: MoveTarget) => dispatch({ kind: "begun", move: { leadId: lead.id, ...target } }),
    onKnown: (lead: Lead) => dispatch({ kind: "changed", lead, isNarrowed }),
    onEnded: (leadId: string) => dispatch({ kind: "ended", leadId }),
    onMoved: (lead: Lead, stage: Stage) => setSaid(words.movedTo(lead.company, stage.name)),
  });
  const cards = useMemo(() => cardsByStage(board), [board]);
  const { start } = moves;
  const drop = useCallback((leadId: string, { stageId, index }: DropPlace) => {
    const lead = board.leads.get(leadId);
    const stage = board.columns.find((column) => column.stage.id === stageId)?.stage;
    if (lead === undefined || stage === undefined) return;
    const shown = cards.get(stageId) ?? [];
    const others = shown.filter(({ id }) => id !== leadId);
    // Put down where it was.
    if (shown[index]?.id === leadId && lead.stageId === stageId) return dispatch({ kind: "ended", leadId });
    start(lead, stage, targetAt(stageId, others, index));
  }, [board, cards, start, dispatch]);
  const { drag, onPointerDown } = useCardDrag(grid, mayMove, drop);
  const keys = useBoardKeys({ grid, board, cards, mayMove, dispatch, onDrop: drop, onSay: setSaid });

  useGlide(grid, cards, drag !== null || keys.lifted !== null);
  const shown = useMemo(() => [...cards.values()].flat(), [cards]);
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
  return (
    <div className="flex flex-col gap-3">
      <BoardTools projectId={projectId} filter={filter} lookups={lookups} totals={board.totals} onChange={setFilter} />
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
          onAgain={() => moves.lost !== null && start(moves.lost.lead, moves.lost.stage, moves.lost.target)}
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
      <div
        ref={grid}
        role="list"
        aria-label={words.stages}
        aria-describedby="board-keys"
        data-testid="board"
        data-loading={live.isLoading}
        onKeyDown={onKeyDown}
        onFocus={keys.onFocus}
        className={`relative -mx-4 flex gap-3 overflow-x-auto px-4 pb-3 scroll-px-4 ${
          drag === null ? "snap-x snap-proximity" : ""
        }`}
      >
        {board.columns.map((column) => (
          <StageColumn
            key={column.stage.id}
            column={column}
            cards={cards.get(column.stage.id) ?? []}
            members={members}
            now={now}
            mayMove={mayMove}
            reachable={keys.reachable}
            lifted={keys.lifted}
            drag={drag}
            isLoadingMore={live.loadingStage === column.stage.id}
            onPointerDown={onPointerDown}
            onMore={live.loadMore}
            chosen={choice.ids}
            onChoose={choose}
          />
        ))}
      </div>
      {hasChosen && (
        <Suspense fallback={null}>
          <BulkBar leads={choice.leads} onClear={choice.clear} />
        </Suspense>
      )}
      {drag !== null && dragged !== undefined && <DragGhost drag={drag} lead={dragged} />}
      {moves.asked !== null && (
        <Suspense fallback={null}>
          <MoveDialog
            lead={moves.asked.lead}
            stage={moves.asked.stage}
            missing={moves.asked.missing}
            members={members}
            onMove={moves.answer}
            onClose={moves.giveUp}
          />
        </Suspense>
      )}
      <LiveRegion text={said} />
    </div>
  );
}
