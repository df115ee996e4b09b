import * as assert from "node:assert/strict";
import { ApiFailure } from "../../api/ApiFailure.ts";
import type { UploadSource } from "./carryOut.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { UploadEffect, UploadInput } from "./uploadMachine.ts";
import type { UploadNote } from "./uploadNotes.ts";
import { UploadQueue } from "./UploadQueue.ts";

interface Carried {
  readonly effect: UploadEffect;
  readonly source: UploadSource;
  readonly tell: (input: UploadInput) => void;
  hasEnded: boolean;
}

function queue(): { readonly queue: UploadQueue; readonly carried: Carried[] } {
  const carried: Carried[] = [];
  const queue = new UploadQueue((effect, source, tell) => {
    const one = { effect, source, tell, hasEnded: false };
    carried.push(one);
    return () => {
      one.hasEnded = true;
    };
  });
  return { queue, carried };
}

const file = (name: string) => new File(["12345"], name);
const picked = (...files: File[]) => files.map((one) => ({ file: one, folder: "" }));
const target = { bucket: "b", folder: "f" };

Deno.test("two go on at once; the next begins when one is over or paused", () => {
  const { queue: uploads, carried } = queue();
  uploads.add(picked(file("a"), file("b"), file("c"), file("d")), target);
  assert.deepEqual(carried.map(({ source }) => source.key), ["f/a", "f/b"]);
  const failure = new ApiFailure({ code: "type_refused", status: 415, traceId: "t", detail: "" });
  carried[0]?.tell({ kind: "refused", failure });
  uploads.tell(2, { kind: "paused" });
  const created = carried.filter(({ effect }) => effect.kind === "create");
  assert.deepEqual(created.map(({ source }) => source.key), ["f/a", "f/b", "f/c", "f/d"]);
  assert.equal(carried[1]?.hasEnded, true);
});

Deno.test("whoever waits for arrivals is told once, and what arrived can be cleared", () => {
  const { queue: uploads, carried } = queue();
  const arrived: string[] = [];
  uploads.onArrival(({ name }) => arrived.push(name));
  uploads.add(picked(file("Été.txt")), target);
  carried[0]?.tell({ kind: "created", address: "/u" });
  carried[1]?.tell({ kind: "reached", offset: 5 });
  carried[1]?.tell({ kind: "reached", offset: 5 });
  assert.deepEqual(arrived, ["Été.txt"]);
  uploads.clearDone();
  assert.deepEqual(uploads.uploads, []);
});

Deno.test("a name that is taken is counted up, beyond those that are known", () => {
  const { queue: uploads, carried } = queue();
  uploads.add(picked(file("a.txt")), target);
  const failure = new ApiFailure({ code: "name_taken", status: 409, traceId: "t", detail: "" });
  carried[0]?.tell({ kind: "refused", failure });
  uploads.keepBoth(1, new Set(["a (2).txt"]));
  assert.equal(carried.at(-1)?.source.key, "f/a (3).txt");
  assert.deepEqual(carried.at(-1)?.effect, { kind: "create", replaces: false });
});

Deno.test("a cancelled one is gone, the node told; abandoned ones end without a word", () => {
  const { queue: uploads, carried } = queue();
  uploads.add(picked(file("a"), file("b")), target);
  carried[0]?.tell({ kind: "created", address: "/u" });
  uploads.tell(1, { kind: "cancelled" });
  assert.deepEqual(carried.at(-1)?.effect, { kind: "drop", address: "/u" });
  assert.equal(carried.at(-1)?.hasEnded, false);
  assert.deepEqual(uploads.uploads.map(({ name }) => name), ["b"]);
  uploads.abandon();
  assert.equal(carried[1]?.hasEnded, true);
  assert.deepEqual(uploads.uploads, []);
});

const modified = { lastModified: 7 };
const address = "/storage/v1/upload/resumable/1";

async function note(of: File, changes: Partial<UploadNote> = {}): Promise<UploadNote> {
  return {
    ...target,
    address,
    name: of.name,
    fileName: of.name,
    size: of.size,
    lastModified: of.lastModified,
    fingerprint: await fingerprintOf(of),
    replaces: false,
    offset: 2,
    touchedAt: 0,
    tab: "t",
    ...changes,
  };
}

/** A notebook that tells in order what it was asked for. */
class Told {
  readonly calls: string[] = [];
  constructor(private readonly notes: readonly UploadNote[] = []) {}
  interrupted = () => Promise.resolve(this.notes);
  keep = ({ address: at, offset }: { address: string; offset: number }) => void this.calls.push(`keep ${at} ${offset}`);
  forget = (at: string) => void this.calls.push(`forget ${at}`);
}

/** Until what was begun has come to rest: reading a small file takes a few turns. */
async function settle(isSettled: () => boolean): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one turn after the other
  for (let turn = 0; turn < 1_000 && !isSettled(); turn++) await new Promise((resolve) => setTimeout(resolve));
  assert.ok(isSettled());
}

Deno.test("another file of the same name is not sent into an upload that was interrupted", async () => {
  const { queue: uploads, carried } = queue();
  const old = new File(["12345"], "a", modified);
  uploads.open(new Told([await note(old)]));
  await uploads.look();
  const others = [new File(["1234"], "a", modified), new File(["12345"], "a", { lastModified: 8 })];
  const begun = await note(old);
  assert.deepEqual(await Promise.all(others.map((other) => uploads.goOnWith(begun, other))), [false, false]);
  uploads.add(picked(new File(["54321"], "a", modified)), target);
  await settle(() => carried.length > 0);
  assert.deepEqual(carried.map(({ effect }) => effect.kind), ["create"]);
  assert.equal(uploads.interrupted.length, 1);
});

Deno.test("the same file, dropped again, goes on where the node is, under the name that it was given", async () => {
  const { queue: uploads, carried } = queue();
  const told = new Told([await note(new File(["12345"], "é", modified), { name: "e (2)" })]);
  uploads.open(told);
  await uploads.look();
  uploads.add(picked(new File(["12345"], "é", modified)), target);
  await settle(() => carried.length > 0 && told.calls.length > 0);
  assert.deepEqual(carried.map(({ effect, source }) => [effect, source.key]), [[{ kind: "ask", address }, "f/e (2)"]]);
  assert.deepEqual(uploads.interrupted, []);
  assert.deepEqual(told.calls, [`keep ${address} 2`], "it is this tab’s from now on");
  carried[0]?.tell({ kind: "reached", offset: 5 });
  assert.deepEqual(told.calls.at(-1), `forget ${address}`);
});

Deno.test("in another folder the same file is another upload", async () => {
  const { queue: uploads, carried } = queue();
  const same = new File(["12345"], "a", modified);
  uploads.open(new Told([await note(same)]));
  await uploads.look();
  uploads.add(picked(same), { bucket: "b", folder: "g" });
  assert.deepEqual(carried.map(({ effect }) => effect.kind), ["create"]);
});

Deno.test("an upload is remembered from its address on, part by part, until it is over", async () => {
  const { queue: uploads, carried } = queue();
  const told = new Told();
  uploads.open(told);
  uploads.add(picked(file("a"), file("b")), target);
  carried[0]?.tell({ kind: "created", address: "/u/1" });
  carried[1]?.tell({ kind: "created", address: "/u/2" });
  await settle(() => told.calls.length === 2);
  assert.deepEqual(told.calls.splice(0), ["keep /u/1 0", "keep /u/2 0"]);
  carried[2]?.tell({ kind: "reached", offset: 3 });
  await settle(() => told.calls.length === 1);
  assert.deepEqual(told.calls.splice(0), ["keep /u/1 3"]);
  uploads.tell(1, { kind: "lost" });
  uploads.tell(2, { kind: "cancelled" });
  assert.deepEqual(told.calls, ["forget /u/1", "forget /u/2"]);
});

Deno.test("an interrupted one is discarded, the node told; at the end of the session it is kept for later", async () => {
  const { queue: uploads, carried } = queue();
  const one = await note(file("a"));
  const two = { ...one, address: "/storage/v1/upload/resumable/2" };
  const told = new Told([one, two]);
  uploads.open(told);
  await uploads.look();
  uploads.discard(one);
  assert.deepEqual(carried.map(({ effect }) => effect), [{ kind: "drop", address }]);
  assert.deepEqual(told.calls, [`forget ${address}`]);
  assert.deepEqual(uploads.interrupted, [two]);
  uploads.abandon();
  assert.deepEqual(uploads.interrupted, []);
  assert.deepEqual(told.calls, [`forget ${address}`]);
});

Deno.test("files of a folder keep their places below it", () => {
  const { queue: uploads, carried } = queue();
  uploads.add([{ file: file("a"), folder: "Été/x" }], { bucket: "b", folder: "" });
  uploads.add([{ file: file("b"), folder: "" }], { bucket: "b", folder: "" });
  assert.deepEqual(carried.map(({ source }) => source.key), ["Été/x/a", "b"]);
});
