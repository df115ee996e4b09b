import * as assert from "node:assert/strict";
import { ApiFailure } from "../../api/ApiFailure.ts";
import type { UploadSource } from "./carryOut.ts";
import type { UploadEffect, UploadInput } from "./uploadMachine.ts";
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
const target = { bucket: "b", folder: "f" };

Deno.test("two go on at once; the next begins when one is over or paused", () => {
  const { queue: uploads, carried } = queue();
  uploads.add([file("a"), file("b"), file("c"), file("d")], target);
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
  uploads.add([file("Été.txt")], target);
  carried[0]?.tell({ kind: "created", address: "/u" });
  carried[1]?.tell({ kind: "reached", offset: 5 });
  carried[1]?.tell({ kind: "reached", offset: 5 });
  assert.deepEqual(arrived, ["Ete.txt"]);
  uploads.clearDone();
  assert.deepEqual(uploads.uploads, []);
});

Deno.test("a name that is taken is counted up, beyond those that are known", () => {
  const { queue: uploads, carried } = queue();
  uploads.add([file("a.txt")], target);
  const failure = new ApiFailure({ code: "name_taken", status: 409, traceId: "t", detail: "" });
  carried[0]?.tell({ kind: "refused", failure });
  uploads.keepBoth(1, new Set(["a (2).txt"]));
  assert.equal(carried.at(-1)?.source.key, "f/a (3).txt");
  assert.deepEqual(carried.at(-1)?.effect, { kind: "create", replaces: false });
});

Deno.test("a cancelled one is gone, the node told; abandoned ones end without a word", () => {
  const { queue: uploads, carried } = queue();
  uploads.add([file("a"), file("b")], target);
  carried[0]?.tell({ kind: "created", address: "/u" });
  uploads.tell(1, { kind: "cancelled" });
  assert.deepEqual(carried.at(-1)?.effect, { kind: "drop", address: "/u" });
  assert.equal(carried.at(-1)?.hasEnded, false);
  assert.deepEqual(uploads.uploads.map(({ name }) => name), ["b"]);
  uploads.abandon();
  assert.equal(carried[1]?.hasEnded, true);
  assert.deepEqual(uploads.uploads, []);
});
