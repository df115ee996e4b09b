import * as assert from "node:assert/strict";
import { secondsOf } from "./linkLives.ts";

const now = Date.parse("2020-01-01T00:00:00Z");

Deno.test("a time that is past, too far or none is refused", () => {
  for (const until of ["", "2019-12-31T23:59:00Z", "2020-01-01T00:00:00Z", "2031-01-01T00:00:00Z"]) {
    assert.equal(secondsOf("custom", until, now), null, until);
  }
});

Deno.test("a link lives as long as was chosen", () => {
  assert.equal(secondsOf("week", "", now), 604_800);
  assert.equal(secondsOf("custom", "2020-01-01T00:01:30Z", now), 90);
});
