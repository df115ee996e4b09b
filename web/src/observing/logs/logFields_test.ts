import * as assert from "node:assert/strict";
import type { NodeLogLine } from "../../api/nodeLogs.ts";
import { fieldsOf, gistOf, textOf } from "./logFields.ts";

const line: NodeLogLine = { id: "1", time: "2020-01-01T00:00:00Z", level: "info", logger: "jobs", message: "done" };

Deno.test("a field without a value is left out", () => {
  assert.deepEqual(fieldsOf({ ...line, traceId: null, errorCode: "" }).map(({ name }) => name), ["logger"]);
});

Deno.test("what many lines have comes first, then the line’s own, as it is", () => {
  const fields = fieldsOf({ ...line, leadId: "L", status: 0, fields: { attempt: 2, tags: ["a"], text: "b" } });
  assert.deepEqual(fields, [
    { name: "logger", text: "jobs", to: null },
    { name: "status", text: "0", to: null },
    { name: "leadId", text: "L", to: "lead" },
    { name: "attempt", text: "2", to: null },
    { name: "tags", text: '["a"]', to: null },
    { name: "text", text: "b", to: null },
  ]);
  assert.equal(textOf(undefined), "undefined");
});

Deno.test("lines with the same message are told apart", () => {
  const fields = { method: "POST", route: "/api/v1/leads", bytes: 3 };
  assert.equal(gistOf({ ...line, status: 201, durationMs: 12.2, fields }, "en"), "POST /api/v1/leads · 201 · 12ms");
  assert.equal(gistOf({ ...line, jobName: "analyze_lead", errorCode: "timed_out" }, "en"), "analyze_lead · timed_out");
  assert.equal(gistOf(line, "en"), "");
});
