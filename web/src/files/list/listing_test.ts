import * as assert from "node:assert/strict";
import type { FileEntry } from "../../api/storage.ts";
import { firstPage, without, withPage } from "./listing.ts";

function file(name: string, size = 1): FileEntry {
  return {
    name,
    id: `id of ${name}`,
    updated_at: "2020-01-01T00:00:00Z",
    metadata: { size, mimetype: "text/plain" },
  };
}

function folder(name: string): FileEntry {
  return { name, id: null, updated_at: null, metadata: null };
}

const names = (listing: { readonly entries: readonly FileEntry[] }) => listing.entries.map((entry) => entry.name);

Deno.test("a placeholder is not shown, and counts where the next page begins", () => {
  const listing = firstPage([file(".emptyFolderPlaceholder"), file("a")], 2);
  assert.deepEqual(names(listing), ["a"]);
  assert.deepEqual([listing.reach, listing.hasMore], [2, true]);
});

Deno.test("a page that is not full is the last", () => {
  assert.equal(firstPage([file("a")], 2).hasMore, false);
  assert.equal(withPage(firstPage([file("a"), file("b")], 2), [], 2).hasMore, false);
});

Deno.test("what a later page tells again stands once, in its place, as told last", () => {
  const listing = withPage(firstPage([file("a"), file("b", 1)], 2), [file("b", 9), file("c")], 2);
  assert.deepEqual(names(listing), ["a", "b", "c"]);
  assert.equal(listing.entries[1]?.metadata?.size, 9);
});

Deno.test("a folder and a file of one name are two", () => {
  const listing = withPage(firstPage([folder("a")], 1), [file("a")], 1);
  assert.deepEqual(names(listing), ["a", "a"]);
  assert.deepEqual(names(without(listing, new Set(["a"]))), ["a"]);
});

Deno.test("what was taken away moves the place of the next page", () => {
  const listing = without(firstPage([file("a"), file("b"), file("c")], 3), new Set(["a", "c"]));
  assert.deepEqual([names(listing), listing.reach, listing.hasMore], [["b"], 1, true]);
});
