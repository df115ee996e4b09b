import * as assert from "node:assert/strict";
import { crumbLine } from "./crumbLine.ts";

Deno.test("a step that says nothing is an empty line", () => assert.equal(crumbLine({}), ""));

Deno.test("a request, a change of page, a message, anything else", () => {
  assert.equal(
    crumbLine({ data: { method: "GET", url: "/api/v1/leads", status_code: 500 } }),
    "GET /api/v1/leads → 500",
  );
  assert.equal(crumbLine({ data: { url: "/x" } }), "/x");
  assert.equal(crumbLine({ data: { from: "/leads", to: "/jobs" } }), "/leads → /jobs");
  assert.equal(crumbLine({ message: "button in job-row" }), "button in job-row");
  assert.equal(crumbLine({ data: { a: [1] } }), '{"a":[1]}');
});
