import * as assert from "node:assert/strict";
import { sampleSession } from "../testing/samples.ts";
import { grantFrom } from "./Grant.ts";

const served = Date.parse("2020-06-15T12:00:00Z");
const answer = { ...sampleSession, accessToken: "t", expiresAt: "2020-06-15T13:00:00Z" };
const hour = 3_600_000;

Deno.test("the token is no part of the session that the page knows", () => {
  assert.deepEqual(grantFrom(answer, served, 0, 0).session, sampleSession);
});

Deno.test("a clock that is a day behind or ahead changes nothing", () => {
  for (const now of [served - 24 * hour, served, served + 24 * hour]) {
    const { expiresAtMs, renewAtMs } = grantFrom(answer, served, now, 0);
    assert.deepEqual([expiresAtMs - now, renewAtMs - now], [hour, hour - 60_000]);
  }
});

Deno.test("a short token is renewed after four fifths of its life at the latest", () => {
  const short = { ...answer, expiresAt: "2020-06-15T12:00:20Z" };
  assert.equal(grantFrom(short, served, 0, 0).renewAtMs, 16_000);
  assert.equal(grantFrom(short, served, 0, 1).renewAtMs, 14_000);
});

Deno.test("a token that seems over at once does not make the page ask without pause", () => {
  assert.ok(grantFrom(answer, null, served + 2 * hour, 1).renewAtMs > served + 2 * hour + 5_000);
});
