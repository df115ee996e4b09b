import * as assert from "node:assert/strict";
import { lead } from "../testing/samples.ts";
import { undoOf } from "./undo.ts";

const before = [
  lead("a", { version: 1, ownerId: "x", stageId: "s1", tags: ["VIP"] }),
  lead("b", { version: 1, ownerId: null, stageId: "s2", tags: [] }),
  lead("c", { version: 1, ownerId: "x", stageId: "s1", tags: [] }),
];
const after = (...ids: readonly string[]) => ids.map((id) => ({ id, version: 2 }));

Deno.test("what was refused, or was so before, is left alone", () => {
  assert.deepEqual(undoOf({ kind: "change", patch: { ownerId: "y" } }, before, []), []);
  assert.deepEqual(undoOf({ kind: "change", patch: { ownerId: "x" } }, before, [{ id: "a", version: 1 }]), []);
});

Deno.test("leads go back to whoever had them, those alike in one write, on the versions that the act left", () => {
  assert.deepEqual(undoOf({ kind: "change", patch: { ownerId: "y" } }, before, after("a", "b", "c")), [
    { kind: "change", leads: after("a", "c"), patch: { ownerId: "x" } },
    { kind: "change", leads: after("b"), patch: { ownerId: null } },
  ]);
});

Deno.test("a tag that was there before stays when adding it is taken back", () => {
  assert.deepEqual(undoOf({ kind: "change", patch: { addTags: ["VIP", "New"] } }, before, after("a", "b")), [
    { kind: "change", leads: after("a"), patch: { tags: ["VIP"] } },
    { kind: "change", leads: after("b"), patch: { tags: [] } },
  ]);
});

Deno.test("moved leads go back to their stages, deleted ones out of the trash, archived ones into the list", () => {
  assert.deepEqual(undoOf({ kind: "move", stageId: "s3", closeReason: null }, before, after("a", "b", "c")), [
    { kind: "move", leads: after("a", "c"), stageId: "s1" },
    { kind: "move", leads: after("b"), stageId: "s2" },
  ]);
  assert.deepEqual(undoOf({ kind: "change", patch: { trash: true } }, before, after("a")), [
    { kind: "restore", leads: after("a") },
  ]);
  assert.deepEqual(undoOf({ kind: "change", patch: { archive: true } }, before, after("a")), [
    { kind: "change", leads: after("a"), patch: { archive: false } },
  ]);
});
