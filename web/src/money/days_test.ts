import * as assert from "node:assert/strict";
import { monthOf, noonOf, todayIn, yearOf } from "./days.ts";

Deno.test("today is the workspace's day, not the reader's", () => {
  const night = Date.parse("2030-12-31T23:30:00Z");
  assert.equal(todayIn("Europe/Paris", night), "2031-01-01");
  assert.equal(todayIn("America/New_York", night), "2030-12-31");
});

Deno.test("a month ends with its last day, also a short one of the year before", () => {
  assert.deepEqual(monthOf("2032-02-10"), { from: "2032-02-01", to: "2032-02-29" });
  assert.deepEqual(monthOf("2031-01-31", 1), { from: "2030-12-01", to: "2030-12-31" });
  assert.deepEqual(yearOf("2031-05-05"), { from: "2031-01-01", to: "2031-12-31" });
});

Deno.test("a day stays itself in every time zone", () => {
  assert.equal(new Date(noonOf("2030-06-15")).getDate(), 15);
});
