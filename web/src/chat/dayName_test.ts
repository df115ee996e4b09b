import * as assert from "node:assert/strict";
import { dayName } from "./dayName.ts";
import { englishChat } from "./words/english.ts";
import { frenchChat } from "./words/french.ts";

const now = new Date(2026, 2, 1, 0, 30).getTime();
const at = (...parts: [number, number, number, number]) => new Date(...parts).toISOString();

Deno.test("days are counted by the calendar, not by hours", () => {
  assert.equal(dayName(at(2026, 2, 1, 0), now, englishChat, "en"), "Today");
  assert.equal(dayName(at(2026, 1, 28, 23), now, frenchChat, "fr"), "Hier");
  assert.equal(dayName(at(2026, 1, 27, 23), now, englishChat, "en"), "Friday 27 February");
});

Deno.test("another year is named", () => {
  assert.equal(dayName(at(2025, 1, 28, 23), now, frenchChat, "fr"), "vendredi 28 février 2025");
});
