import * as assert from "node:assert/strict";
import { mayBeOf, notesOf, type UploadNote, withNote, withoutNote } from "./uploadNotes.ts";

const DAY_MS = 86_400_000;

function note(id: number, changes: Partial<UploadNote> = {}): UploadNote {
  return {
    address: `/storage/v1/upload/resumable/${id}`,
    bucket: "b",
    folder: "",
    name: "a",
    fileName: "a",
    size: 5,
    lastModified: 7,
    fingerprint: "00000000",
    replaces: false,
    offset: 0,
    touchedAt: DAY_MS,
    tab: "t",
    ...changes,
  };
}

Deno.test("what is no note, or leads elsewhere, is left out", () => {
  assert.deepEqual(notesOf(null, 0), []);
  assert.deepEqual(notesOf("{", 0), []);
  assert.deepEqual(notesOf("{}", 0), []);
  const wrong = [null, 1, {}, note(1, { address: "//elsewhere.example/" }), { ...note(2), size: "5" }];
  assert.deepEqual(notesOf(JSON.stringify([...wrong, note(3)]), DAY_MS), [note(3)]);
});

Deno.test("what is older than the node keeps it is forgotten", () => {
  const text = JSON.stringify([note(1, { touchedAt: 1 }), note(2)]);
  assert.deepEqual(notesOf(text, DAY_MS + 1), [note(2)]);
});

Deno.test("a note takes the place of the one before, and the oldest of too many goes", () => {
  const one = withNote([note(1), note(2)], note(1, { offset: 3 }));
  assert.deepEqual(one, [note(2), note(1, { offset: 3 })]);
  let many: readonly UploadNote[] = [];
  for (let id = 1; id <= 51; id++) many = withNote(many, note(id));
  assert.equal(many.length, 50);
  assert.deepEqual(many[0], note(2));
  assert.deepEqual(withoutNote(one, note(2).address), [note(1, { offset: 3 })]);
});

Deno.test("a file of another name, size or time is another file", () => {
  assert.equal(mayBeOf(note(1), { name: "b", size: 5, lastModified: 7 }), false);
  assert.equal(mayBeOf(note(1), { name: "a", size: 6, lastModified: 7 }), false);
  assert.equal(mayBeOf(note(1), { name: "a", size: 5, lastModified: 8 }), false);
  assert.equal(mayBeOf(note(1), { name: "a", size: 5, lastModified: 7 }), true);
});
