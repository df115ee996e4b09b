import * as assert from "node:assert/strict";
import type { BoardAnswer, BoardLead } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { lead } from "../../testing/samples.ts";
import { type Board, type BoardInput, boardReducer, emptyBoard, targetAt } from "./boardState.ts";

function stage(id: string, changes: Partial<Stage> = {}): Stage {
  return {
    id,
    projectId: "p",
    name: id,
    position: 0,
    kind: "open",
    probability: 50,
    colour: "#888888",
    staleDays: 7,
    requiredFields: [],
    version: 1,
    ...changes,
  };
}

const euros = (amount: number) => ({ amount, currency: "EUR" });
const card = (id: string, stageId: string, rank: string, changes: Partial<BoardLead> = {}): BoardLead => ({
  ...lead(id, { stageId, rank }),
  isStale: false,
  ...changes,
});

const answer: BoardAnswer = {
  project: { id: "p", name: "Leads" },
  stages: [
    {
      stage: stage("a"),
      count: 2,
      staleCount: 1,
      sums: [euros(300)],
      weighted: [euros(150)],
      cards: [card("1", "a", "b", { value: euros(100), isStale: true }), card("2", "a", "d", { value: euros(200) })],
      next: null,
    },
    {
      stage: stage("z", { probability: 100, kind: "won" }),
      count: 9,
      staleCount: 0,
      sums: [],
      weighted: [],
      cards: [card("3", "z", "c")],
      next: "more",
    },
  ],
  totals: { count: 11, sums: [euros(300)], weighted: [euros(150)] },
  cursor: { epoch: "e", seq: 1 },
};

const board = boardReducer(emptyBoard, { kind: "loaded", answer });
const shown = (of: Board) =>
  Object.fromEntries([...of.cards].map(([id, cards]) => [id, cards.map((one) => one.id).join("")]));
const known = (id: string): BoardLead => board.leads.get(id) as BoardLead;

Deno.test("an older or equal version changes nothing", () => {
  assert.equal(boardReducer(board, { kind: "changed", lead: { ...known("1"), rank: "z" }, isNarrowed: false }), board);
});

Deno.test("an unknown lead under a filter is left to the node", () => {
  const next = boardReducer(board, { kind: "changed", lead: card("4", "a", "a", { version: 2 }), isNarrowed: true });
  assert.deepEqual([shown(next), next.isOutdated], [shown(board), true]);
});

Deno.test("what lies behind the last loaded card of a stage is not shown between", () => {
  const next = boardReducer(board, {
    kind: "changed",
    lead: { ...known("1"), stageId: "z", rank: "x", version: 2 },
    isNarrowed: false,
  });
  assert.deepEqual(shown(next), { a: "2", z: "3" });
});

Deno.test("a move is seen at once, and gone again when it is refused", () => {
  const begun = boardReducer(board, { kind: "begun", move: { leadId: "1", stageId: "z", after: null, before: "3" } });
  assert.deepEqual(shown(begun), { a: "2", z: "13" });
  assert.deepEqual(shown(boardReducer(begun, { kind: "ended", leadId: "1" })), { a: "12", z: "3" });
});

Deno.test("of two moves of one lead the later one is seen", () => {
  const once = boardReducer(board, { kind: "begun", move: { leadId: "1", stageId: "z", after: "3", before: null } });
  const twice = boardReducer(once, { kind: "begun", move: { leadId: "1", stageId: "a", after: "2", before: null } });
  assert.deepEqual(shown(twice), { a: "21", z: "3" });
});

Deno.test("a lead that went takes its value along, and is stale no more", () => {
  const moved = { ...known("1"), stageId: "z", rank: "a", version: 2, isStale: undefined };
  const { isStale: _, ...event } = moved;
  const next = boardReducer(board, { kind: "changed", lead: event, isNarrowed: false });
  assert.deepEqual(shown(next), { a: "2", z: "13" });
  const [from, to] = next.columns;
  assert.deepEqual([from?.count, from?.staleCount, from?.sums, from?.weighted], [1, 0, [euros(200)], [euros(100)]]);
  assert.deepEqual([to?.count, to?.staleCount, to?.sums, to?.weighted], [10, 0, [euros(100)], [euros(100)]]);
});

Deno.test("what was archived leaves the board", () => {
  const gone = { ...known("2"), archivedAt: "2020-01-01T00:00:00Z", version: 2 };
  const next = boardReducer(board, { kind: "changed", lead: gone, isNarrowed: false });
  assert.deepEqual([shown(next), next.columns[0]?.count], [{ a: "1", z: "3" }, 1]);
});

const after = (start: Board, ...inputs: readonly BoardInput[]): Board => inputs.reduce(boardReducer, start);
const changed = (lead: BoardLead): BoardInput => ({ kind: "changed", lead, isNarrowed: false });
const asked: BoardInput = { kind: "asked", what: "board" };
const loaded: BoardInput = { kind: "loaded", answer };

Deno.test("an answer that is older than an event does not undo it, neither in the order nor in the counts", () => {
  const moved = changed({ ...known("2"), stageId: "z", rank: "a", version: 5 });
  const next = after(board, asked, moved, loaded);
  assert.deepEqual([shown(next), next.columns.map(({ count }) => count)], [{ a: "1", z: "23" }, [1, 10]]);
  assert.deepEqual([next.isOutdated, next.heard], [true, []]);
});

Deno.test("what was heard before the board was asked for is in its answer", () => {
  const next = after(board, changed({ ...known("2"), rank: "a", version: 5 }), asked, loaded);
  assert.deepEqual([shown(next), next.isOutdated], [{ a: "12", z: "3" }, false]);
});

Deno.test("a stage that was changed while the board was asked for stays changed, and the board is asked for again", () => {
  const next = after(board, asked, { kind: "stage", stage: stage("a", { name: "New", version: 2 }) }, loaded);
  assert.deepEqual([next.columns[0]?.stage.name, next.isOutdated], ["New", true]);
  assert.equal(after(board, asked, { kind: "outdated" }, loaded).isOutdated, true);
});

Deno.test("a stage of another project is nothing to the board", () => {
  assert.equal(after(board, { kind: "stage", stage: stage("x", { projectId: "q", version: 2 }) }), board);
});

Deno.test("what was deleted while further cards came is not among them", () => {
  const gone = { ...card("4", "z", "d"), deletedAt: "2020-01-01T00:00:00Z", version: 2 };
  const cards: BoardInput = {
    kind: "more",
    stageId: "z",
    cards: [card("4", "z", "d"), card("5", "z", "e")],
    next: null,
  };
  const next = after(board, { kind: "asked", what: "cards" }, changed(gone), cards);
  assert.deepEqual([shown(next), next.columns[1]?.count, next.isOutdated], [{ a: "12", z: "35" }, 8, true]);
});

Deno.test("what is heard is told again after each answer that is on its way, and forgotten when none is", () => {
  const cards: BoardInput = { kind: "asked", what: "cards" };
  const moved = changed({ ...known("1"), rank: "e", version: 2 });
  assert.equal(after(board, cards, cards, moved, { kind: "failed" }).heard.length, 1);
  assert.equal(after(board, cards, cards, moved, { kind: "failed" }, { kind: "failed" }).heard.length, 0);
  assert.equal(after(board, moved).heard.length, 0);
});

Deno.test("the neighbours of a place are those around it", () => {
  const others = [known("1"), known("2")];
  assert.deepEqual(targetAt("a", others, 0), { stageId: "a", after: null, before: "1" });
  assert.deepEqual(targetAt("a", others, 1), { stageId: "a", after: "1", before: "2" });
  assert.deepEqual(targetAt("a", others, 2), { stageId: "a", after: "2", before: null });
});

Deno.test("what an answer says again is the same object, so that nothing of it is drawn anew", () => {
  const once = boardReducer(emptyBoard, { kind: "loaded", answer });
  const again = boardReducer(once, { kind: "loaded", answer: structuredClone(answer) });
  assert.equal(again.leads.get("1"), once.leads.get("1"));
  assert.equal(again.columns[0]?.stage, once.columns[0]?.stage);
  const staler = structuredClone(answer);
  for (const { cards } of staler.stages) for (const one of cards) Object.assign(one, { isStale: true });
  assert.equal(boardReducer(once, { kind: "loaded", answer: staler }).leads.get("2")?.isStale, true);
});

Deno.test("the cards of a stage are the same list while nothing in it changes", () => {
  const next = boardReducer(board, {
    kind: "changed",
    lead: { ...known("1"), nextStep: "Call", version: 2 },
    isNarrowed: false,
  });
  const { stageId } = known("1");
  for (const [stage, cards] of next.cards) assert.equal(cards === board.cards.get(stage), stage !== stageId);
});
