import * as assert from "node:assert/strict";
import { failureFrom } from "../api/ApiFailure.ts";
import { faultsByField } from "./fieldFaults.ts";

Deno.test("an answer that is no problem document still is a failure", () => {
  for (const body of [undefined, null, "<html>", [1], { fields: "no" }, { code: 7 }]) {
    const failure = failureFrom(502, body, "trace");
    assert.deepEqual([failure.code, failure.status, failure.traceId, failure.fields], [
      "unavailable",
      502,
      "trace",
      [],
    ]);
  }
});

Deno.test("a problem's code, trace and fields are taken over", () => {
  const failure = failureFrom(422, {
    code: "invalid_request",
    detail: "No.",
    traceId: "theirs",
    fields: [{ pointer: "/email", message: "Bad." }, { pointer: 3 }],
  }, "ours");
  assert.deepEqual([failure.code, failure.message, failure.traceId], ["invalid_request", "No.", "theirs"]);
  assert.deepEqual(faultsByField(failure.fields), { email: "Bad." });
});

Deno.test("pointers are unescaped, and the first fault of a field stays", () => {
  const faults = [{ pointer: "/a~1b", message: "1" }, { pointer: "/a~1b", message: "2" }];
  assert.deepEqual(faultsByField(faults), { "a/b": "1" });
});
