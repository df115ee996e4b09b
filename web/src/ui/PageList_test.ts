import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { type Alteration, PageList } from "./PageList.ts";

interface Numbers {
  readonly items: readonly number[];
  readonly next: string | null;
  readonly sum: number;
}

interface Question {
  readonly cursor: string | null;
  readonly signal: AbortSignal;
  readonly answer: (page: Numbers) => void;
  readonly refuse: (error: unknown) => void;
}

/** A list, and the questions that it asked, each to be answered by the test. */
function begin() {
  const questions: Question[] = [];
  const list = new PageList<number, Numbers>((cursor, signal) =>
    new Promise((answer, refuse) => {
      questions.push({ cursor, signal, answer, refuse });
      signal.addEventListener("abort", () => refuse(signal.reason));
    })
  );
  return { list, questions };
}

const page = (items: readonly number[], next: string | null = null): Numbers => ({ items, next, sum: 0 });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const without = (gone: number): Alteration<number, Numbers> => ({ first, items }) => ({
  first,
  items: items.filter((item) => item !== gone),
});

async function loaded() {
  const begun = begin();
  void begun.list.reload();
  begun.questions[0]?.answer(page([1, 2], "b"));
  await settled();
  return begun;
}

Deno.test("pages follow each other, up to the end", async () => {
  const { list, questions } = await loaded();
  assert.deepEqual([list.current().items, list.current().next], [[1, 2], "b"]);
  list.loadMore();
  list.loadMore();
  assert.deepEqual([questions.length, questions[1]?.cursor, list.current().isLoadingMore], [2, "b", true]);
  questions[1]?.answer(page([3]));
  await settled();
  assert.deepEqual([list.current().items, list.current().next, list.current().isLoadingMore], [[1, 2, 3], null, false]);
  list.loadMore();
  assert.equal(questions.length, 2);
});

Deno.test("fetched again are all pages that are shown", async () => {
  const { list, questions } = await loaded();
  list.loadMore();
  questions[1]?.answer(page([3], "c"));
  await settled();
  void list.reload();
  questions[2]?.answer(page([0, 1], "b"));
  await settled();
  assert.deepEqual(list.current().items, [1, 2, 3]);
  questions[3]?.answer(page([2, 3], "c"));
  await settled();
  assert.deepEqual([questions.length, list.current().items, list.current().next], [4, [0, 1, 2, 3], "c"]);
});

Deno.test("what becomes known while an answer is on its way is not undone by it", async () => {
  const { list, questions } = await loaded();
  void list.reload();
  list.alter(({ first, items }) => ({ first: { ...first, sum: 7 }, items }));
  list.alter(without(1));
  assert.deepEqual(list.current().items, [2]);
  questions[1]?.answer(page([1, 2], "b"));
  await settled();
  assert.deepEqual([list.current().items, list.current().first?.sum], [[2], 7]);
});

Deno.test("what is known before the first answer is told of it", async () => {
  const { list, questions } = begin();
  void list.reload();
  list.alter(without(2));
  questions[0]?.answer(page([1, 2]));
  await settled();
  assert.deepEqual(list.current().items, [1]);
});

Deno.test("what goes while a further page comes stays away", async () => {
  const { list, questions } = await loaded();
  list.loadMore();
  list.alter(without(1));
  list.alter(without(3));
  questions[1]?.answer(page([3, 4]));
  await settled();
  assert.deepEqual(list.current().items, [2, 4]);
});

Deno.test("a further page that is wanted while all is fetched again comes with it", async () => {
  const { list, questions } = await loaded();
  void list.reload();
  list.loadMore();
  assert.equal(questions[1]?.signal.aborted, true);
  questions[2]?.answer(page([0, 1], "b"));
  await settled();
  questions[3]?.answer(page([2, 3]));
  await settled();
  assert.deepEqual([list.current().items, list.current().isLoadingMore], [[0, 1, 2, 3], false]);
});

Deno.test("a further page is not forgotten when all is fetched again before it came", async () => {
  const { list, questions } = await loaded();
  list.loadMore();
  void list.reload();
  assert.equal(questions[1]?.signal.aborted, true);
  questions[2]?.answer(page([0, 1], "b"));
  await settled();
  questions[3]?.answer(page([2]));
  await settled();
  assert.deepEqual(list.current().items, [0, 1, 2]);
});

Deno.test("what is shown stays when the node refuses, and the next answer takes the refusal away", async () => {
  const { list, questions } = await loaded();
  list.loadMore();
  questions[1]?.refuse(new ApiFailure({ code: "unavailable", status: 503, traceId: "", detail: "Later." }));
  await settled();
  const { items, failure, isLoadingMore } = list.current();
  assert.deepEqual([items, failure?.status, isLoadingMore], [[1, 2], 503, false]);
  void list.reload();
  questions[2]?.answer(page([5], "b"));
  await settled();
  assert.deepEqual([questions.length, list.current().items, list.current().failure], [3, [5], null]);
});

Deno.test("a list of many pages starts over", async () => {
  const { list, questions } = await loaded();
  for (let count = 1; count < 6; count += 1) {
    list.loadMore();
    questions[count]?.answer(page([count + 2], "more"));
    // oxlint-disable-next-line no-await-in-loop -- each page is asked for by the one before
    await settled();
  }
  assert.equal(list.current().items.length, 7);
  void list.reload();
  questions[6]?.answer(page([1, 2], "b"));
  await settled();
  assert.deepEqual([questions.length, list.current().items], [7, [1, 2]]);
});

Deno.test("a list that nobody looks at any more takes no answer", async () => {
  const { list, questions } = begin();
  let told = 0;
  const stop = list.observe(() => told += 1);
  void list.reload();
  list.stop();
  questions[0]?.answer(page([1]));
  await settled();
  assert.deepEqual([told, list.current().first], [0, null]);
  stop();
});
