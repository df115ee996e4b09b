import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import { useWords } from "../words/useWords.ts";
import { carried, type Grid, isArrow, neighbour, type Spot, spotOf } from "./boardKeys.ts";
import { type Board, type BoardInput, targetAt } from "./boardState.ts";
import type { DropPlace } from "./useCardDrag.ts";

interface Lifted {
  readonly lead: BoardLead;
  readonly spot: Spot;
}

interface BoardKeysOptions {
  readonly grid: RefObject<HTMLElement>;
  readonly board: Board;
  /** As they are seen from above, lane by lane. */
  readonly cards: ReadonlyMap<string, readonly BoardLead[]>;
  /** The lane of a lead, which it is carried along; null where there are none. */
  readonly laneOf: (lead: BoardLead) => string | null;
  readonly mayMove: boolean;
  readonly dispatch: (input: BoardInput) => void;
  readonly onDrop: (leadId: string, place: DropPlace) => void;
  readonly onSay: (text: string) => void;
}

interface BoardKeys {
  /** The card that Tab leads to; the others are reached by arrows. */
  readonly reachable: string | null;
  readonly lifted: string | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
}

/** The board by keyboard: arrows go from card to card; Space takes one up and puts it down. */
export function useBoardKeys(
  { grid, board, cards: allCards, laneOf, mayMove, dispatch, onDrop, onSay }: BoardKeysOptions,
): BoardKeys {
  const words = useWords();
  const [focused, setFocused] = useState<string | null>(null);
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const cards = useMemo(
    () => lifted === null ? allCards : cardsIn(allCards, laneOf, laneOf(lifted.lead)),
    [lifted, allCards, laneOf],
  );
  const layout = useMemo(() => gridOf(board, cards), [board, cards]);
  const reachable = focused !== null && spotOf(layout, focused) !== null
    ? focused
    : layout.find((column) => column.cards.length > 0)?.cards[0] ?? null;

  // A card that changes its stage is another element: the focus goes along.
  useLayoutEffect(() => {
    if (focused === null || document.activeElement !== document.body) return;
    linkOf(grid.current, focused)?.focus();
  });

  const putBack = () => {
    if (lifted === null) return;
    dispatch({ kind: "ended", leadId: lifted.lead.id });
    setLifted(null);
    onSay(words.putBack(lifted.lead.company));
  };
  // A click anywhere takes the mouse: what the keyboard holds goes back.
  useEffect(() => {
    if (lifted === null) return;
    const onPointer = () => {
      dispatch({ kind: "ended", leadId: lifted.lead.id });
      setLifted(null);
    };
    addEventListener("pointerdown", onPointer, true);
    return () => removeEventListener("pointerdown", onPointer, true);
  }, [lifted, dispatch]);

  const stageAt = (column: number) => board.columns[column]?.stage;
  const lift = (leadId: string) => {
    const lead = board.leads.get(leadId);
    if (lead === undefined) return;
    const lane = gridOf(board, cardsIn(cards, laneOf, laneOf(lead)));
    const spot = spotOf(lane, leadId);
    if (spot === null) return;
    setLifted({ lead, spot });
    const count = lane[spot.column]?.cards.length ?? 0;
    onSay(words.lifted(lead.company, stageAt(spot.column)?.name ?? "", spot.row + 1, count));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-card-link]") : null;
    const leadId = link?.dataset["cardLink"];
    if (leadId === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (lifted === null) {
      if (event.key === " " && mayMove) {
        event.preventDefault();
        return lift(leadId);
      }
      const spot = spotOf(layout, leadId);
      if (!isArrow(event.key) || spot === null) return;
      event.preventDefault();
      const next = neighbour(layout, spot, event.key);
      if (next !== null) linkOf(grid.current, next)?.focus();
      return;
    }
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      return putBack();
    }
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      const stage = stageAt(lifted.spot.column);
      setLifted(null);
      if (stage === undefined) return putBack();
      const { row: index } = lifted.spot;
      const home = board.leads.get(lifted.lead.id);
      const spot = spotOf(layout, lifted.lead.id);
      // Carried about and put down where it was.
      if (home?.stageId === stage.id && spot !== null && !board.pending.some((move) => move.leadId === home.id)) {
        return putBack();
      }
      return onDrop(lifted.lead.id, { stageId: stage.id, lane: laneOf(lifted.lead), index });
    }
    if (!isArrow(event.key)) return;
    event.preventDefault();
    const spot = carried(layout, lifted.lead.id, lifted.spot, event.key);
    const stage = stageAt(spot.column);
    if (stage === undefined || (spot.column === lifted.spot.column && spot.row === lifted.spot.row)) return;
    const others = (cards.get(stage.id) ?? []).filter(({ id }) => id !== lifted.lead.id);
    dispatch({ kind: "begun", move: { leadId: lifted.lead.id, ...targetAt(stage.id, others, spot.row) } });
    setLifted({ ...lifted, spot });
    onSay(words.over(stage.name, spot.row + 1, others.length + 1));
  };
  const onFocus = (event: FocusEvent) => {
    const card = event.target instanceof HTMLElement ? event.target.dataset["cardLink"] : undefined;
    if (card !== undefined) setFocused(card);
  };
  return { reachable, lifted: lifted?.lead.id ?? null, onKeyDown, onFocus };
}

function linkOf(grid: HTMLElement | null, cardId: string): HTMLElement | null {
  return grid?.querySelector<HTMLElement>(`[data-card-link="${CSS.escape(cardId)}"]`) ?? null;
}

function gridOf(board: Board, cards: ReadonlyMap<string, readonly BoardLead[]>): Grid {
  return board.columns.map(({ stage }) => ({
    stageId: stage.id,
    cards: (cards.get(stage.id) ?? []).map(({ id }) => id),
  }));
}

/** The cards of one lane; all of them where there are none. */
function cardsIn(
  cards: ReadonlyMap<string, readonly BoardLead[]>,
  laneOf: (lead: BoardLead) => string | null,
  lane: string | null,
): ReadonlyMap<string, readonly BoardLead[]> {
  if (lane === null) return cards;
  return new Map([...cards].map(([stageId, list]) => [stageId, list.filter((lead) => laneOf(lead) === lane)]));
}
