import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { CODE_LIFE_MS, parsePending, type SignInEvent, signInReducer, startOfSignIn } from "./signInState.ts";

const now = 1_000_000;
const run = (...events: SignInEvent[]) => events.reduce(signInReducer, startOfSignIn(null));
const failure = (code: string, status: number, retryAfterSeconds: number | null = null) =>
  new ApiFailure({ code, status, traceId: "", detail: "", retryAfterSeconds });
const failed = (code: string, status: number, retryAfter?: number): SignInEvent => ({
  kind: "failed",
  failure: failure(code, status, retryAfter ?? null),
  nowMs: now,
});
const toCode: readonly SignInEvent[] = [
  { kind: "emailTyped", email: "a@b.fr" },
  { kind: "sending" },
  { kind: "sent", nowMs: now },
];

Deno.test("an address that is not accepted stays, to be mended", () => {
  const state = run(...toCode.slice(0, 2), failed("invalid_request", 400));
  assert.deepEqual([state.step, state.email, state.failure?.code, state.busy], [
    "address",
    "a@b.fr",
    "invalid_request",
    null,
  ]);
});

Deno.test("a code asked for too soon was sent before: it may be entered, and the node's waiting time counts", () => {
  const state = run(...toCode.slice(0, 2), failed("rate_limited", 429, 42));
  assert.deepEqual([state.step, state.notice, state.resendAtMs, state.failure], [
    "code",
    "tooSoon",
    now + 42_000,
    null,
  ]);
});

Deno.test("too many tries of a code are no new code", () => {
  const state = run(
    ...toCode,
    { kind: "codeTyped", code: "123456" },
    { kind: "verifying" },
    failed("rate_limited", 429),
  );
  assert.deepEqual([state.notice, state.failure?.code, state.code], [null, "rate_limited", "123456"]);
});

Deno.test("a wrong code is emptied; its failure stays until the next is typed", () => {
  const wrong = run(
    ...toCode,
    { kind: "codeTyped", code: "123456" },
    { kind: "verifying" },
    failed("code_invalid", 403),
  );
  assert.deepEqual([wrong.code, wrong.failure?.code], ["", "code_invalid"]);
  assert.equal(signInReducer(wrong, { kind: "codeTyped", code: "" }).failure?.code, "code_invalid");
  assert.equal(signInReducer(wrong, { kind: "codeTyped", code: "7" }).failure, null);
});

Deno.test("a code that did not arrive can be sent again as it is", () => {
  const state = run(
    ...toCode,
    { kind: "codeTyped", code: "123456" },
    { kind: "verifying" },
    failed("node_unreachable", 0),
  );
  assert.equal(state.code, "123456");
});

Deno.test("the first code is waited for a minute, the second is called another", () => {
  const first = run(...toCode);
  assert.deepEqual([first.step, first.resendAtMs, first.notice], ["code", now + 60_000, null]);
  assert.equal(run(...toCode, { kind: "sending" }, { kind: "sent", nowMs: now }).notice, "resent");
});

Deno.test("starting over keeps the address", () => {
  const state = run(...toCode, { kind: "startedOver" });
  assert.deepEqual([state.step, state.email, state.resendAtMs], ["address", "a@b.fr", 0]);
});

Deno.test("only what is whole and young is taken up again after a reload", () => {
  const pending = { email: "a@b.fr", askedAtMs: now, resendAtMs: now + 60_000 };
  const text = JSON.stringify(pending);
  for (const bad of [null, "", "{", "null", "7", '{"email":"a"}', text.replace('"a@b.fr"', "7")]) {
    assert.equal(parsePending(bad, now), null, String(bad));
  }
  assert.equal(parsePending(text, now + CODE_LIFE_MS), null);
  assert.deepEqual(parsePending(text, now + CODE_LIFE_MS - 1), pending);
});
