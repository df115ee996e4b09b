import * as assert from "node:assert/strict";
import { eventOfReport } from "./eventOfReport.ts";
import { pairsOf } from "./pairs.ts";

const summary = { eventId: "e", receivedAt: "2020-01-01T00:00:00Z" };

Deno.test("what is of another type is as good as missing", () => {
  for (const odd of [null, 3, "x", [], { exception: 3, breadcrumbs: "x", tags: null, message: {}, sdk: [] }]) {
    const event = eventOfReport(summary, odd);
    assert.deepEqual([event.exceptions, event.breadcrumbs, event.message, event.sdk], [[], [], null, ""]);
  }
});

Deno.test("exceptions come bare, alone or as values", () => {
  const one = {
    type: "KeyError",
    value: "x",
    stacktrace: { frames: [{ function: "f", filename: "a.py", lineno: 3 }, null] },
  };
  for (const exception of [one, [one], { values: [one, null] }]) {
    const [shown] = eventOfReport(summary, { exception }).exceptions ?? [];
    assert.equal(shown?.type, "KeyError");
    assert.deepEqual(shown?.frames, [
      { function: "f", file: "a.py", line: 3, column: null, inApp: true, context: [] },
    ]);
  }
});

Deno.test("a line of code is shown between those around it", () => {
  const frames = [{ pre_context: ["1"], context_line: "2", post_context: ["3"], in_app: false }];
  const [shown] = eventOfReport(summary, { exception: { values: [{ stacktrace: { frames } }] } }).exceptions ?? [];
  assert.deepEqual(shown?.frames[0]?.context, ["1", "2", "3"]);
  assert.equal(shown?.frames[0]?.inApp, false);
});

Deno.test("tags are an object or pairs, and a message may be a log entry", () => {
  for (const tags of [{ a: "1" }, [["a", "1"]]]) {
    assert.deepEqual(pairsOf(eventOfReport(summary, { tags }).tags), [["a", "1"]]);
  }
  assert.equal(eventOfReport(summary, { logentry: { message: "%s", formatted: "hello" } }).message, "hello");
  const [crumb] = eventOfReport(summary, { breadcrumbs: { values: [{ timestamp: 0, type: "http" }] } }).breadcrumbs ??
    [];
  assert.deepEqual([crumb?.at, crumb?.category], ["1970-01-01T00:00:00.000Z", "http"]);
});
