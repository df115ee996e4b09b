import * as assert from "node:assert/strict";
import type { JobQueue } from "../../api/jobQueues.ts";
import { jobStates } from "../../api/JobState.ts";
import { countsOf, queuesInOrder } from "./queueFigures.ts";

function queue(name: string, each: number): JobQueue {
  return {
    name,
    external: true,
    depth: Object.fromEntries(jobStates.map((state) => [state, each])) as JobQueue["depth"],
    paused: false,
    lastHour: {
      since: "2020-01-01T00:00:00Z",
      enqueued: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
      perMinute: { in: 0, out: 0 },
    },
  };
}

Deno.test("an unknown queue has no jobs", () => assert.equal(countsOf([queue("a", 2)], "b").waiting, 0));

Deno.test("jobs are counted in all queues, or in one", () => {
  const queues = [queue("a", 2), queue("b", 3)];
  assert.equal(countsOf(queues, "").failed, 5);
  assert.equal(countsOf(queues, "b").failed, 3);
});

Deno.test("queues stand by name, so that none moves while one looks", () => {
  assert.deepEqual(queuesInOrder([queue("b", 0), queue("a", 9)]).map(({ name }) => name), ["a", "b"]);
});
