import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { keepsKey, newIdempotencyKey } from "./idempotency.ts";

const failure = (status: number, code: string): ApiFailure =>
  new ApiFailure({ status, code, traceId: "t", detail: "" });

Deno.test("a refusal asks for a new key", () => {
  assert.equal(keepsKey(failure(422, "invalid_request")), false);
  assert.equal(keepsKey(failure(409, "idempotency_key_reused")), false);
});

Deno.test("an uncertain end keeps the key", () => {
  assert.equal(keepsKey(failure(0, "node_unreachable")), true);
  assert.equal(keepsKey(failure(503, "busy")), true);
});

Deno.test("keys differ", () => assert.notEqual(newIdempotencyKey(), newIdempotencyKey()));
