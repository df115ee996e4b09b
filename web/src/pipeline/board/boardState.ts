import type { BoardAnswer, BoardLead, BoardStage, MoveTarget } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { added, weighted } from "./sums.ts";

/** A stage of the board, without its leads. */
export interface Column extends Omit<BoardStage, "cards"> {
  /** Leads from this rank and id on are not loaded; null when all are. */
  readonly end: Place | null;
}

interface Place {
  readonly rank: string;
  readonly id: string;
}

/** A move that was made here and that the node has not answered yet. */
export interface Pending extends MoveTarget {
  readonly leadId: string;
  /** Whose it becomes with the move, if it changes hands. */
  readonly ownerId?: string | null;
}

/** What is known of a board: what the node said, and what was done here meanwhile. */
export interface Board {
  readonly project: BoardAnswer["project"] | null;
  readonly columns: readonly Column[];
  readonly leads: ReadonlyMap<string, BoardLead>;
  /** The cards of each stage in their order, as they are seen: with the moves that were made here. A list stays the same while nothing in it changes. */
  readonly cards: ReadonlyMap<string, readonly BoardLead[]>;
  readonly totals: BoardAnswer["totals"];
  readonly pending: readonly Pending[];
  /** True when something happened that only the node can count or order. */
  readonly isOutdated: boolean;
  /** Answers that are on their way. */
  readonly awaited: number;
  /** What was heard since the first of them was asked for. They may not have it, so it is told again after each. */
  readonly heard: readonly Heard[];
}

type Heard =
  /** A lead as an event or an answer has it. `isNarrowed`: filters are on, that only the node carries out. */
  | { readonly kind: "changed"; readonly lead: BoardLead; readonly isNarrowed: boolean }
  | { readonly kind: "stage"; readonly stage: Stage }
  | { readonly kind: "outdated" };

export const emptyBoard: Board = {
  project: null,
  columns: [],
  leads: new Map(),
  cards: new Map(),
  totals: { count: 0, sums: [], weighted: [] },
  pending: [],
  isOutdated: false,
  awaited: 0,
  heard: [],
};

export type BoardInput =
  | Heard
  | { readonly kind: "forgotten" }
  /** The board was asked for, in place of all that is on its way; or further cards, beside it. */
  | { readonly kind: "asked"; readonly what: "board" | "cards" }
  | { readonly kind: "failed" }
  | { readonly kind: "loaded"; readonly answer: BoardAnswer }
  | {
    readonly kind: "more";
    readonly stageId: string;
    readonly cards: readonly BoardLead[];
    readonly next: string | null;
  }
  | { readonly kind: "begun"; readonly move: Pending }
  | { readonly kind: "ended"; readonly leadId: string };

export function boardReducer(board: Board, input: BoardInput): Board {
  const next = after(board, input);
  const isAsItWas = next.leads === board.leads && next.columns === board.columns && next.pending === board.pending;
  return isAsItWas ? next : { ...next, cards: cardsByStage(next, board.cards) };
}

/** All but the cards of each stage. */
function after(board: Board, input: BoardInput): Board {
  switch (input.kind) {
    case "forgotten":
      return emptyBoard;
    case "asked":
      return input.what === "board" ? { ...board, awaited: 1, heard: [] } : { ...board, awaited: board.awaited + 1 };
    case "failed":
      return answered(board);
    case "loaded":
      return answered(board.heard.reduce(withHeard, loaded(board, input.answer)));
    case "more":
      return answered(board.heard.reduce(withHeard, more(board, input.stageId, input.cards, input.next)));
    case "changed":
    case "stage":
    case "outdated": {
      const next = withHeard(board, input);
      return board.awaited === 0 ? next : { ...next, heard: [...board.heard, input] };
    }
    case "begun":
      return { ...board, pending: [...without(board.pending, input.move.leadId), input.move] };
    case "ended":
      return { ...board, pending: without(board.pending, input.leadId) };
  }
}

function answered(board: Board): Board {
  const awaited = Math.max(0, board.awaited - 1);
  return { ...board, awaited, heard: awaited === 0 ? [] : board.heard };
}

function withHeard(board: Board, heard: Heard): Board {
  switch (heard.kind) {
    case "changed":
      return changed(board, heard.lead, heard.isNarrowed);
    case "stage":
      return withStage(board, heard.stage);
    case "outdated":
      return { ...board, isOutdated: true };
  }
}

function withStage(board: Board, stage: Stage): Board {
  if (stage.projectId !== board.project?.id) return board;
  const known = board.columns.find((column) => column.stage.id === stage.id);
  if (known !== undefined && known.stage.version >= stage.version) return board;
  const columns = board.columns.map((column) =>
    column === known ? { ...column, stage, weighted: weighted(column.sums, stage.probability) } : column
  );
  return { ...board, columns, isOutdated: true };
}

function without(pending: readonly Pending[], leadId: string): readonly Pending[] {
  return pending.filter((one) => one.leadId !== leadId);
}

function loaded(board: Board, answer: BoardAnswer): Board {
  const leads = new Map<string, BoardLead>();
  for (const { cards } of answer.stages) {
    for (const card of cards) {
      const known = board.leads.get(card.id);
      // What is the same stays the same object.
      leads.set(card.id, known !== undefined && isSameCard(known, card) ? known : card);
    }
  }
  const stages = new Map(board.columns.map(({ stage }) => [stage.id, stage]));
  const columns = answer.stages.map(({ cards, stage, ...column }) => ({
    ...column,
    stage: stages.get(stage.id)?.version === stage.version ? stages.get(stage.id) ?? stage : stage,
    end: column.next === null ? null : placeOf(cards.at(-1)),
  }));
  return { ...board, project: answer.project, columns, leads, totals: answer.totals, isOutdated: false };
}

function isSameCard(known: BoardLead, card: BoardLead): boolean {
  return known.version === card.version && known.isStale === card.isStale;
}

function more(board: Board, stageId: string, cards: readonly BoardLead[], next: string | null): Board {
  const leads = new Map(board.leads);
  for (const card of cards) if ((leads.get(card.id)?.version ?? 0) < card.version) leads.set(card.id, card);
  const columns = board.columns.map((column) =>
    column.stage.id === stageId ? { ...column, next, end: next === null ? null : placeOf(cards.at(-1)) } : column
  );
  return { ...board, columns, leads };
}

function changed(board: Board, lead: BoardLead, isNarrowed: boolean): Board {
  const known = board.leads.get(lead.id);
  if (known !== undefined && known.version >= lead.version) return board;
  const isHere = isOnBoard(board, lead);
  // What is not known was counted or not, and whether it passes the filter only the node can say.
  if (known === undefined) {
    if (!isHere) return lead.projectId === board.project?.id ? { ...board, isOutdated: true } : board;
    if (isNarrowed) return { ...board, isOutdated: true };
    const leads = new Map(board.leads).set(lead.id, withMark(lead, undefined, board));
    return { ...board, leads, isOutdated: true };
  }
  const leads = new Map(board.leads);
  if (isHere) leads.set(lead.id, withMark(lead, known, board));
  else leads.delete(lead.id);
  const columns = board.columns.map((column) => {
    const isFrom = column.stage.id === known.stageId;
    const isTo = isHere && column.stage.id === lead.stageId;
    if (!isFrom && !isTo) return column;
    let { sums, count, staleCount } = column;
    if (isFrom) {
      sums = added(sums, known.value, -1);
      count -= 1;
      if (known.isStale === true) staleCount -= 1;
    }
    if (isTo) {
      sums = added(sums, lead.value, 1);
      count += 1;
      if (leads.get(lead.id)?.isStale === true) staleCount += 1;
    }
    return { ...column, sums, count, staleCount, weighted: weighted(sums, column.stage.probability) };
  });
  return { ...board, columns, leads, isOutdated: true };
}

/** Events do not say whether a lead is stale: one that stays in its stage is what it was, one that came is fresh. */
function withMark(lead: BoardLead, known: BoardLead | undefined, board: Board): BoardLead {
  if (lead.isStale !== undefined) return lead;
  const stage = board.columns.find((column) => column.stage.id === lead.stageId)?.stage;
  const isStale = known?.isStale === true && known.stageId === lead.stageId && stage?.kind === "open";
  return { ...lead, isStale };
}

function isOnBoard(board: Board, lead: BoardLead): boolean {
  return lead.projectId === board.project?.id && lead.deletedAt === null && lead.archivedAt === null &&
    board.columns.some((column) => column.stage.id === lead.stageId);
}

function cardsByStage(board: Board, before: Board["cards"]): Board["cards"] {
  const moving = new Set(board.pending.map(({ leadId }) => leadId));
  const cards = new Map<string, BoardLead[]>(board.columns.map((column) => [column.stage.id, []]));
  const ends = new Map(board.columns.map((column) => [column.stage.id, column.end]));
  for (const lead of board.leads.values()) {
    if (moving.has(lead.id) || lead.stageId === null) continue;
    const end = ends.get(lead.stageId) ?? null;
    // Between it and the last loaded one there may be others that are not known here.
    if (end !== null && isBefore(end, lead)) continue;
    cards.get(lead.stageId)?.push(lead);
  }
  for (const list of cards.values()) list.sort((one, other) => isBefore(one, other) ? -1 : 1);
  for (const move of board.pending) {
    const lead = board.leads.get(move.leadId);
    const list = cards.get(move.stageId);
    if (lead !== undefined && list !== undefined) {
      const { ownerId } = move;
      list.splice(indexFor(list, move), 0, ownerId === undefined ? lead : { ...lead, ownerId });
    }
  }
  return new Map([...cards].map(([stageId, list]) => {
    const known = before.get(stageId);
    const isKnown = known?.length === list.length && known.every((lead, index) => lead === list[index]);
    return [stageId, isKnown ? known : list];
  }));
}

/** Where between the cards of its stage a moved one goes. */
function indexFor(list: readonly BoardLead[], { after, before }: MoveTarget): number {
  const below = list.findIndex(({ id }) => id === after);
  if (below !== -1) return below + 1;
  const above = list.findIndex(({ id }) => id === before);
  return above === -1 ? 0 : above;
}

/** The neighbours that a lead gets at an index of a stage's cards, of which it is none. */
export function targetAt(stageId: string, others: readonly BoardLead[], index: number): MoveTarget {
  return { stageId, after: others[index - 1]?.id ?? null, before: others[index]?.id ?? null };
}

function placeOf(lead: BoardLead | undefined): Place | null {
  return lead === undefined ? null : { rank: lead.rank, id: lead.id };
}

function isBefore(one: Place, other: Place): boolean {
  return one.rank === other.rank ? one.id < other.id : one.rank < other.rank;
}
