import * as assert from "node:assert/strict";
import type { JobAttempt } from "../../api/QueuedJob.ts";
import { timelineOf } from "./timeline.ts";

const at = (second: number): string => new Date(Date.parse("2020-01-01T00:00:00Z") + second * 1_000).toISOString();
const base = {
  state: "waiting" as const,
  createdAt: at(0),
  runAt: at(0),
  startedAt: null,
  finishedAt: null,
  attempt: 0,
  attempts: [],
  cancelReason: null,
};
const failed = (number: number, start: number, end: number): JobAttempt => ({
  number,
  worker: null,
  startedAt: at(start),
  endedAt: at(end),
  ending: "failed",
  error: "x",
  stack: null,
});
const kinds = (job: Parameters<typeof timelineOf>[0]) => timelineOf(job).map(({ kind }) => kind);

Deno.test("a job that waits was created, and nothing else is told of it", () => {
  assert.deepEqual(kinds(base), ["created"]);
});

Deno.test("nothing comes before a job was created, whatever the clock says", () => {
  const job = { ...base, state: "running" as const, attempt: 1, startedAt: at(-3_600) };
  assert.deepEqual(kinds(job), ["created", "began"]);
});

Deno.test("a job that waits for its time tells when it is due", () => {
  assert.deepEqual(timelineOf({ ...base, state: "scheduled", runAt: at(60) }).at(-1), {
    kind: "due",
    at: at(60),
    isAhead: true,
  });
});

Deno.test("a job that failed once and then came to a result tells of both attempts in order", () => {
  const job = {
    ...base,
    state: "completed" as const,
    attempt: 2,
    attempts: [failed(1, 1, 2)],
    startedAt: at(5),
    finishedAt: at(6),
    runAt: at(5),
  };
  const moments = timelineOf(job);
  assert.deepEqual(moments.map(({ kind }) => kind), ["created", "began", "ended", "began", "finished"]);
  assert.deepEqual(moments[3], { kind: "began", at: at(5), attempt: 2 });
});

Deno.test("the last attempt of a dead job is told once", () => {
  const attempts = [failed(1, 1, 2), failed(2, 4, 5)];
  const job = { ...base, state: "failed" as const, attempt: 2, attempts, startedAt: at(4), finishedAt: at(5) };
  assert.deepEqual(kinds(job), ["created", "began", "ended", "began", "ended", "finished"]);
});

Deno.test("between two attempts the next one is ahead", () => {
  const job = { ...base, state: "retrying" as const, attempt: 1, attempts: [failed(1, 1, 2)], runAt: at(12) };
  assert.deepEqual(timelineOf(job).at(-1), { kind: "due", at: at(12), isAhead: true });
});

Deno.test("a cancellation stands before the end that it brought", () => {
  const job = { ...base, state: "cancelled" as const, cancelReason: "wrong list", finishedAt: at(3) };
  assert.deepEqual(kinds(job), ["created", "cancelAsked", "finished"]);
});
