import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { envelopeOf, eventOf, type Scene } from "./event.ts";
import type { Report } from "./report.ts";

const scene: Scene = {
  eventId: "a".repeat(32),
  spanId: "b".repeat(16),
  release: "uprising@1.2.3",
  origin: "https://node.example",
  route: "/leads/:id",
  language: "fr",
  userAgent: "Browser",
  userId: "01user",
  crumbs: [],
};
const base: Omit<Report, "error"> = {
  atMs: 1_500,
  traceId: "c".repeat(32),
  level: "error",
  mechanism: "panel",
  isHandled: true,
  tags: { panel: "Contacts" },
};

interface Values {
  readonly values: readonly { readonly type: string; readonly value: string; readonly mechanism?: unknown }[];
}

Deno.test("what is no error is reported by its text", () => {
  const { values } = eventOf({ ...base, error: 42 }, scene)["exception"] as Values;
  assert.deepEqual(values.map(({ type, value }) => [type, value]), [["Thrown", "42"]]);
  assert.deepEqual((eventOf({ ...base, error: null }, scene)["exception"] as Values).values, [
    { type: "Error", value: "null" },
  ]);
});

Deno.test("causes come before what they caused, which alone says how it was found", () => {
  const error = new TypeError("no list", { cause: new RangeError("too far") });
  const { values } = eventOf({ ...base, error }, scene)["exception"] as Values;
  assert.deepEqual(values.map(({ type, value }) => [type, value]), [["RangeError", "too far"], [
    "TypeError",
    "no list",
  ]]);
  assert.deepEqual(values.map(({ mechanism }) => mechanism), [undefined, { type: "panel", handled: true }]);
});

Deno.test("an error that causes itself ends somewhere", () => {
  const error = new Error("round");
  error.cause = error;
  assert.equal((eventOf({ ...base, error }, scene)["exception"] as Values).values.length, 5);
});

Deno.test("an answer is told with its code, its status and its trace", () => {
  const error = new ApiFailure({ code: "internal_error", status: 500, traceId: "d".repeat(32), detail: "x" });
  const event = eventOf({
    ...base,
    error,
    traceId: error.traceId,
    tags: { request: "GET /api/v1/leads/:id", code: error.code, status: "500" },
  }, scene);
  const tags = event["tags"] as Record<string, string>;
  assert.deepEqual([tags["code"], tags["status"], tags["traceId"]], ["internal_error", "500", "d".repeat(32)]);
  assert.deepEqual(event["fingerprint"], ["ApiFailure", "internal_error", "GET /api/v1/leads/:id"]);
});

Deno.test("release, route, person and trace are told", () => {
  const event = eventOf({ ...base, error: new Error("x") }, scene);
  assert.equal(event["release"], "uprising@1.2.3");
  assert.equal(event["transaction"], "/leads/:id");
  assert.deepEqual(event["user"], { id: "01user" });
  assert.deepEqual((event["contexts"] as { trace: unknown }).trace, {
    trace_id: "c".repeat(32),
    span_id: "b".repeat(16),
    op: "page",
  });
});

Deno.test("an envelope is a header, the header of its item, and the event, a line each", () => {
  const lines = envelopeOf(eventOf({ ...base, error: new Error("a\nb") }, scene), 0).split("\n");
  assert.equal(lines.length, 4);
  assert.deepEqual(JSON.parse(lines[0] ?? ""), {
    event_id: "a".repeat(32),
    sent_at: "1970-01-01T00:00:00.000Z",
    sdk: { name: "uprising.page", version: "1.2.3" },
  });
  assert.deepEqual(JSON.parse(lines[1] ?? ""), { type: "event" });
  assert.equal((JSON.parse(lines[2] ?? "") as { event_id: string }).event_id, "a".repeat(32));
});
