import * as assert from "node:assert/strict";
import type { HistoryEntry } from "../../api/LeadHistory.ts";
import { newEntries, newFields } from "./newEntries.ts";

function entry(id: string, who: string | null, ...fields: string[]): HistoryEntry {
  return {
    id,
    version: 1,
    at: "2020-01-01T00:00:00Z",
    actor: { kind: who === null ? "node" : "person", id: who, name: who },
    changes: fields.map((field) => ({ field, before: null, after: "x" })),
    mergedFrom: null,
  };
}

const ids = (entries: readonly HistoryEntry[]) => entries.map(({ id }) => id);

Deno.test("what one did oneself is not new, and neither is what was seen", () => {
  const history = [entry("4", "ada", "notes"), entry("3", "bo", "phone"), entry("2", null, "score"), entry("1", "bo")];
  assert.deepEqual(ids(newEntries(history, "2", "ada")), ["3"]);
  assert.deepEqual(ids(newEntries(history, "4", "ada")), []);
});

Deno.test("the history of a lead that was merged into this one happened to another", () => {
  assert.deepEqual(ids(newEntries([{ ...entry("9", "bo"), mergedFrom: "other" }, entry("8", "bo")], "1", "ada")), [
    "8",
  ]);
});

Deno.test("where nothing had happened yet, all that others did is new", () => {
  assert.deepEqual(ids(newEntries([entry("2", "bo"), entry("1", null)], null, "ada")), ["2", "1"]);
});

Deno.test("a field that changed twice is one field", () => {
  assert.deepEqual([...newFields([entry("2", "bo", "phone", "tags"), entry("1", "bo", "phone")])], ["phone", "tags"]);
});
