import * as assert from "node:assert/strict";
import { pauseEnd } from "./pauseTimes.ts";

const now = new Date(2020, 5, 15, 18, 30);

Deno.test("a time of one's own that is past or none at all is refused", () => {
  assert.equal(pauseEnd("custom", "", now), undefined);
  assert.equal(pauseEnd("custom", "2020-06-15T18:29", now), undefined);
});

Deno.test("a time of one's own is one of this browser", () => {
  assert.equal(pauseEnd("custom", "2020-06-15T19:00", now), new Date(2020, 5, 15, 19).toISOString());
});

Deno.test("the other choices: no end, an hour, eight o'clock tomorrow", () => {
  assert.equal(pauseEnd("open", "", now), null);
  assert.equal(pauseEnd("hour", "", now), new Date(2020, 5, 15, 19, 30).toISOString());
  assert.equal(pauseEnd("morning", "", now), new Date(2020, 5, 16, 8).toISOString());
});

Deno.test("tomorrow may be in another month", () => {
  assert.equal(pauseEnd("morning", "", new Date(2020, 11, 31, 23)), new Date(2021, 0, 1, 8).toISOString());
});
