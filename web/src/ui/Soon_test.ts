import * as assert from "node:assert/strict";
import { Soon } from "./Soon.ts";

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Work that ends when it is told to, and counts how often it was begun. */
function held() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => ends.push(resolve));
  return { ends, work };
}

Deno.test("many who ask are served at once, and again later", async () => {
  let done = 0;
  const soon = new Soon(() => done += 1, 0);
  for (let count = 0; count < 5; count += 1) soon.ask();
  await rest(5);
  assert.equal(done, 1);
  soon.ask();
  await rest(5);
  assert.equal(done, 2);
});

Deno.test("asking on and on does not put the work off", async () => {
  let done = 0;
  const soon = new Soon(() => done += 1, 10);
  const timer = setInterval(soon.ask, 2);
  await rest(100);
  clearInterval(timer);
  soon.stop();
  assert.ok(done >= 2, `${done}`);
});

Deno.test("who asks during the work is served by another one, after its end", async () => {
  const { ends, work } = held();
  const soon = new Soon(work, 0);
  soon.ask();
  await rest(5);
  soon.ask();
  soon.ask();
  await rest(5);
  assert.equal(ends.length, 1);
  ends[0]?.();
  await rest(5);
  assert.equal(ends.length, 2);
  ends[1]?.();
  await rest(5);
  assert.equal(ends.length, 2);
});

Deno.test("what was stopped does nothing any more, neither what waits nor what was asked during the work", async () => {
  const { ends, work } = held();
  const waiting = new Soon(work, 0);
  waiting.ask();
  waiting.stop();
  await rest(5);
  assert.equal(ends.length, 0);
  const working = new Soon(work, 0);
  working.ask();
  await rest(5);
  working.ask();
  working.stop();
  ends[0]?.();
  await rest(5);
  assert.equal(ends.length, 1);
});
