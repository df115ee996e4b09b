import * as assert from "node:assert/strict";
import { WorkQueue } from "./WorkQueue.ts";

Deno.test("works are done in their order, none before the one before it ended", async () => {
  const queue = new WorkQueue();
  const seen: string[] = [];
  const work = (name: string, pauseMs: number) => async () => {
    seen.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    seen.push(`${name} ends`);
    return name;
  };
  assert.deepEqual(await Promise.all([queue.add(work("first", 5)), queue.add(work("second", 0))]), ["first", "second"]);
  assert.deepEqual(seen, ["first begins", "first ends", "second begins", "second ends"]);
});

Deno.test("one that fails keeps none from its turn, and tells its own caller alone", async () => {
  const queue = new WorkQueue();
  const failing = queue.add(() => Promise.reject(new Error("away")));
  const next = queue.add(() => Promise.resolve("done"));
  assert.equal(queue.length, 2);
  assert.equal(await failing.catch((error: Error) => error.message), "away");
  assert.equal(await next, "done");
  assert.equal(queue.length, 0);
});
