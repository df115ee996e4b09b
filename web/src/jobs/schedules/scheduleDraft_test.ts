import * as assert from "node:assert/strict";
import type { JobSchedule } from "../../api/jobSchedules.ts";
import { draftOf, emptySchedule, fieldLabel, formOf } from "./scheduleDraft.ts";

const filled = { ...emptySchedule("Europe/Paris"), name: "Morning", kind: "crawl" };
const schedule: JobSchedule = {
  id: "s1",
  name: "Morning",
  cron: "0 7 * * 1-5",
  timeZone: "Europe/Paris",
  kind: "crawl",
  queue: "web",
  arguments: { pages: 3 },
  priority: 2,
  catchUp: "skip",
  overlap: "allow",
  paused: false,
  upcoming: [],
  version: 3,
  createdAt: "2020-01-01T00:00:00Z",
  updatedAt: "2020-01-01T00:00:00Z",
};

Deno.test("an empty form says what is missing", () => {
  assert.deepEqual(draftOf({ ...emptySchedule("Europe/Paris"), cron: " " }), {
    faults: { name: "nameMissing", cron: "cronMissing", kind: "kindMissing" },
  });
});

Deno.test("arguments that are no JSON are refused", () => {
  assert.deepEqual(draftOf({ ...filled, arguments: "{pages: 3}" }), { faults: { arguments: "notJSON" } });
});

Deno.test("no arguments are an empty object; any JSON is taken", () => {
  const argumentsOf = (text: string) => {
    const result = draftOf({ ...filled, arguments: text });
    assert.ok("draft" in result);
    return result.draft.arguments;
  };
  assert.deepEqual([argumentsOf(" "), argumentsOf("null"), argumentsOf("[1]")], [{}, null, [1]]);
});

Deno.test("a queue that is not named is left to the node, and spaces in an expression mean nothing", () => {
  const result = draftOf({ ...filled, cron: " 0  7 * * * " });
  assert.ok("draft" in result);
  assert.equal("queue" in result.draft, false);
  assert.equal(result.draft.cron, "0 7 * * *");
});

Deno.test("a schedule survives its form", () => {
  const result = draftOf(formOf(schedule));
  assert.ok("draft" in result);
  const { name, cron, timeZone, kind, queue, priority, catchUp, overlap } = schedule;
  assert.deepEqual(result.draft, {
    name,
    cron,
    timeZone,
    kind,
    queue,
    arguments: schedule.arguments,
    priority,
    catchUp,
    overlap,
  });
});

Deno.test("a change is told by the name that the form gives it", () => {
  const labels = { name: "N", cron: "C", timeZone: "T", kind: "K", queue: "Q", arguments: "A", priority: "P" };
  const all = { ...labels, catchUp: "U", overlap: "O", paused: "H" };
  assert.equal(fieldLabel("cron", all), "C");
  assert.equal(fieldLabel("arguments.to.all", all), "A, to.all");
  assert.equal(fieldLabel("unheard", all), "unheard");
});
