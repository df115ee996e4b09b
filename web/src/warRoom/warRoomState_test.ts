import * as assert from "node:assert/strict";
import type { WarRoom } from "../api/WarRoom.ts";
import type { LeadEnvelope } from "../realtime/Envelope.ts";
import { job, jobEvent, lead, leadEvent } from "../testing/samples.ts";
import { currentJob, type WarRoomInput, warRoomReducer, type WarRoomState } from "./warRoomState.ts";

const room = (changes: Partial<WarRoom> = {}): WarRoom => ({
  lead: lead("1", { version: 2, status: "analyzing" }),
  analysis: null,
  dossier: null,
  jobs: [job("j", { version: 3, progress: 30 })],
  contacts: [],
  notesList: [],
  links: [],
  seen: null,
  newChanges: 0,
  lastChange: null,
  cursor: { epoch: "e", seq: 1 },
  ...changes,
});

const open: WarRoomState = { room: room(), wants: 0 };
const asked = (state: WarRoomState | null) => warRoomReducer(state, { kind: "asked" });
const event = (envelope: LeadEnvelope): WarRoomInput => ({ kind: "event", envelope });

Deno.test("events that are not newer, or of another lead, change nothing", () => {
  for (
    const envelope of [
      leadEvent(lead("1", { version: 2, status: "ready" })),
      leadEvent(lead("2", { version: 9 })),
      jobEvent("j", "1", { version: 3, progress: 90 }),
      jobEvent("j", "2", { version: 9 }),
    ]
  ) assert.equal(warRoomReducer(open, event(envelope)), open);
});

Deno.test("an event before the first answer is left to that answer", () => {
  assert.equal(warRoomReducer(null, event(leadEvent(lead("1")))), null);
});

Deno.test("progress needs no fetch", () => {
  const after = warRoomReducer(open, event(jobEvent("j", "1", { version: 4, progress: 60, progressText: "Page 3" })));
  assert.deepEqual([after?.room.jobs[0]?.progress, after?.room.jobs[0]?.attempt, after?.wants], [60, 1, 0]);
});

Deno.test("another status asks for a fetch, which settles it", () => {
  const ready = lead("1", { version: 5, status: "ready", score: 70 });
  const after = warRoomReducer(open, event(leadEvent(ready)));
  assert.deepEqual([after?.room.lead.status, after?.wants], ["ready", 1]);
  const settled = warRoomReducer(asked(after), { kind: "fetched", room: room({ lead: ready }) });
  assert.equal(settled?.wants, 0);
});

Deno.test("what is told while the room is on its way is asked for again", () => {
  const after = warRoomReducer(asked(warRoomReducer(open, { kind: "hinted" })), { kind: "hinted" });
  assert.equal(warRoomReducer(after, { kind: "fetched", room: room() })?.wants, 1);
});

Deno.test("an answer older than what events told does not turn back the clock", () => {
  const newer = warRoomReducer(open, event(leadEvent(lead("1", { version: 5, status: "rendering" }))));
  const after = warRoomReducer(newer, { kind: "fetched", room: room() });
  assert.deepEqual([after?.room.lead.version, after?.wants], [5, 1]);
});

Deno.test("an answer kept from before, where the node is away, is not asked for again and again", () => {
  const newer = warRoomReducer(open, event(leadEvent(lead("1", { version: 5, status: "rendering" }))));
  const after = warRoomReducer(asked(newer), { kind: "fetched", room: room() });
  assert.deepEqual([after?.room.lead.version, after?.wants], [5, 0]);
});

Deno.test("a job that is unknown appears at once, and is fetched whole", () => {
  const after = warRoomReducer(open, event(jobEvent("k", "1", { kind: "render_dossier" })));
  assert.deepEqual(after?.room.jobs.map((one) => one.id), ["k", "j"]);
  assert.equal(after?.wants, 1);
});

Deno.test("the running job is the current one, and none when all are over", () => {
  const jobs = [job("a", { state: "completed" }), job("b", { state: "waiting" }), job("c")];
  assert.equal(currentJob(room({ jobs }))?.id, "c");
  assert.equal(currentJob(room({ jobs: [job("a", { state: "failed" })] })), null);
  assert.equal(currentJob(room({ jobs: [job("a", { kind: "remind_owner", state: "scheduled" })] })), null);
});

Deno.test("what events hint at is fetched, once a room is there", () => {
  assert.equal(warRoomReducer(null, { kind: "hinted" }), null);
  assert.equal(warRoomReducer(open, { kind: "hinted" })?.wants, 1);
});
