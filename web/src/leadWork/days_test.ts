import * as assert from "node:assert/strict";
import { dayField, dueState, endOfDay, minuteField, momentOf } from "./days.ts";

Deno.test("an empty or malformed field is no moment, and no moment is an empty field", () => {
  assert.deepEqual([endOfDay(""), momentOf("soon"), dayField(null), minuteField("never")], [null, null, "", ""]);
});

Deno.test("a day and a minute survive the way to the node and back", () => {
  assert.equal(dayField(endOfDay("2030-01-31")), "2030-01-31");
  assert.equal(minuteField(momentOf("2030-06-30T09:30")), "2030-06-30T09:30");
});

Deno.test("what is due today is not overdue before the day is over", () => {
  const due = endOfDay("2030-01-31") ?? "";
  const at = (field: string) => Date.parse(momentOf(field) ?? "");
  assert.equal(dueState(due, at("2030-01-31T12:00")), "today");
  assert.equal(dueState(due, at("2030-01-30T12:00")), "ahead");
  assert.equal(dueState(due, at("2030-02-01T00:00")), "overdue");
});
