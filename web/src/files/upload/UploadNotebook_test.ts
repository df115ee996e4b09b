import * as assert from "node:assert/strict";
import { type NoteStorage, UploadNotebook } from "./UploadNotebook.ts";

const DAY_MS = 86_400_000;
const scope = { workspaceId: "w", userId: "u" };

class Stored implements NoteStorage {
  readonly entries = new Map<string, string>();
  getItem = (entry: string) => this.entries.get(entry) ?? null;
  setItem = (entry: string, text: string) => void this.entries.set(entry, text);
  removeItem = (entry: string) => void this.entries.delete(entry);
  key = (index: number) => [...this.entries.keys()][index] ?? null;
  get length(): number {
    return this.entries.size;
  }
}

const tabs = (own: string, ...others: string[]) => ({ own, others: () => Promise.resolve(new Set(others)) });

function begun(id: number) {
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
  };
}

const addresses = async (notebook: UploadNotebook) => (await notebook.interrupted()).map(({ address }) => address);

Deno.test("another person and another workspace see nothing of it", async () => {
  const stored = new Stored();
  new UploadNotebook(scope, () => stored, tabs("1")).keep(begun(1));
  const scopes = [{ ...scope, userId: "v" }, { ...scope, workspaceId: "x" }, scope];
  const seen = scopes.map((other) => addresses(new UploadNotebook(other, () => stored, tabs("2"))));
  assert.deepEqual(await Promise.all(seen), [[], [], [begun(1).address]]);
});

Deno.test("what another open tab sends is not interrupted; what it began and left is", async () => {
  const stored = new Stored();
  new UploadNotebook(scope, () => stored, tabs("1")).keep(begun(1));
  assert.deepEqual(await addresses(new UploadNotebook(scope, () => stored, tabs("2", "1"))), []);
  const later = new UploadNotebook(scope, () => stored, tabs("2"));
  assert.deepEqual(await addresses(later), [begun(1).address]);
  later.keep(begun(1));
  assert.deepEqual(
    await addresses(new UploadNotebook(scope, () => stored, tabs("3", "2"))),
    [],
    "taken up by the second",
  );
});

Deno.test("what is over leaves nothing behind", () => {
  const stored = new Stored();
  const notebook = new UploadNotebook(scope, () => stored, tabs("1"));
  notebook.keep(begun(1));
  assert.equal(notebook.isOwn([...stored.entries.keys()][0] ?? ""), true);
  notebook.forget(begun(2).address);
  assert.equal(stored.length, 1);
  notebook.forget(begun(1).address);
  assert.equal(stored.length, 0);
});

Deno.test("old notes of anyone go when somebody signs in, and nothing else does", () => {
  const stored = new Stored();
  stored.setItem("uprising.theme", "dark");
  new UploadNotebook({ ...scope, userId: "v" }, () => stored, tabs("1"), () => 0).keep(begun(1));
  new UploadNotebook(scope, () => stored, tabs("1"), () => 2 * DAY_MS).forget("none");
  assert.deepEqual([...stored.entries.keys()], ["uprising.theme"]);
});

Deno.test("a browser that keeps nothing remembers nothing", async () => {
  const notebook = new UploadNotebook(scope, () => {
    throw new Error("switched off");
  }, tabs("1"));
  notebook.keep(begun(1));
  notebook.forget(begun(1).address);
  assert.deepEqual(await addresses(notebook), []);
});
