import * as assert from "node:assert/strict";
import { begin, changeOf, isUntouched, kept, rebased, stored, taken, typed, valueOf } from "./edit.ts";

interface Thing {
  readonly name: string;
  readonly phone: string | null;
  readonly tags: readonly string[];
}

const thing: Thing = { name: "Acme", phone: null, tags: ["a"] };
const start = begin(thing, 3);

Deno.test("an older or equal version changes nothing", () => {
  const edit = typed(start, "name", "Mine");
  assert.equal(rebased(edit, { ...thing, name: "Theirs" }, 3), edit);
});

Deno.test("what both changed is a conflict, and nothing of either is lost", () => {
  const edit = rebased(typed(start, "name", "Mine"), { ...thing, name: "Theirs" }, 4);
  assert.deepEqual(edit.conflicts, [{ field: "name", before: "Acme" }]);
  assert.deepEqual([edit.base.name, valueOf(edit, "name"), edit.version], ["Theirs", "Mine", 4]);
});

Deno.test("a conflict keeps what was there at first, however often others change it", () => {
  const once = rebased(typed(start, "name", "Mine"), { ...thing, name: "Theirs" }, 4);
  const twice = rebased(once, { ...thing, name: "Theirs again" }, 5);
  assert.deepEqual([twice.conflicts, twice.base.name], [[{ field: "name", before: "Acme" }], "Theirs again"]);
});

Deno.test("a conflict is over when both mean the same", () => {
  const edit = rebased(typed(start, "name", "Same"), { ...thing, name: "Same" }, 4);
  assert.deepEqual([edit.conflicts, isUntouched(edit)], [[], true]);
});

Deno.test("each conflict is decided by itself", () => {
  const both = typed(typed(start, "name", "Mine"), "phone", "1");
  const edit = rebased(both, { ...thing, name: "Theirs", phone: "2" }, 4);
  const decided = taken(kept(edit, "name"), "phone");
  assert.deepEqual([decided.conflicts, changeOf(decided), valueOf(decided, "phone")], [[], { name: "Mine" }, "2"]);
});

Deno.test("what was not touched follows the others, and is told as long as something is written", () => {
  const edit = rebased(typed(start, "name", "Mine"), { ...thing, phone: "2" }, 4);
  assert.deepEqual([valueOf(edit, "phone"), edit.moved, edit.conflicts], ["2", ["phone"], []]);
  assert.deepEqual(rebased(start, { ...thing, phone: "2" }, 4).moved, []);
});

Deno.test("only what differs is sent: trimmed, and null for what was emptied", () => {
  const edit = typed(typed(typed(start, "name", " Acme "), "phone", ""), "tags", ["a", "b"]);
  assert.deepEqual(changeOf(edit), { tags: ["a", "b"] });
  assert.deepEqual(changeOf(typed(begin({ ...thing, phone: "2" }, 1), "phone", "  ")), { phone: null });
});

Deno.test("what was written while a change was on its way is still to be sent, and the rest is not", () => {
  const sent = typed(typed(start, "name", "Mine"), "phone", "1");
  const edit = stored(typed(sent, "phone", "12"), sent, { ...thing, name: "Mine", phone: "1" }, 4);
  assert.deepEqual([changeOf(edit), edit.version, valueOf(edit, "name")], [{ phone: "12" }, 4, "Mine"]);
  assert.equal(isUntouched(stored(sent, sent, { ...thing, name: "Mine", phone: "1" }, 4)), true);
});
