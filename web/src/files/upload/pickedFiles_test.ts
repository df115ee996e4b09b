import * as assert from "node:assert/strict";
import { MOST_FILES, pickedOf, readDropped } from "./pickedFiles.ts";

type Tree = { readonly [name: string]: Tree | "file" | "locked" };

/** A folder as browsers give it: its entries in batches of a hundred. */
function folder(name: string, tree: Tree): FileSystemDirectoryEntry {
  const children = Object.entries(tree).map(([child, what]) =>
    typeof what === "string" ? leaf(child, what) : folder(child, what)
  );
  const createReader = () => {
    const left = [...children];
    return { readEntries: (told: (entries: unknown[]) => void) => told(left.splice(0, 100)) };
  };
  return { name, isDirectory: true, isFile: false, createReader } as unknown as FileSystemDirectoryEntry;
}

function leaf(name: string, what: "file" | "locked") {
  return {
    name,
    isDirectory: false,
    isFile: true,
    file: (told: (file: File) => void, failed: (error: Error) => void) =>
      what === "file" ? told(new File(["x"], name)) : failed(new Error("NotReadableError")),
  };
}

async function read(tree: Tree) {
  const picked = await readDropped({ files: [], folders: [folder("top", tree)] });
  if (picked.kind !== "files") return picked.kind;
  return { files: picked.files.map(({ file, folder }) => `${folder}/${file.name}`), unread: picked.unread };
}

/** A file of a form field. */
function chosen(name: string, path: string): File {
  return Object.defineProperty(new File([], name), "webkitRelativePath", { value: path });
}

const many = (count: number): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, "file"]));

Deno.test("more files than one gesture may bring are refused as a whole", async () => {
  assert.equal(await read(many(MOST_FILES + 1)), "tooMany");
  assert.equal(await read({ a: many(MOST_FILES), b: "file" }), "tooMany");
  assert.equal(pickedOf(Array.from({ length: MOST_FILES + 1 }, () => chosen("a", ""))).kind, "tooMany");
});

Deno.test("an empty folder, and one with nothing but litter, brings nothing", async () => {
  assert.equal(await read({}), "nothing");
  assert.equal(await read({ ".DS_Store": "file", sub: { "Thumbs.db": "file" } }), "nothing");
});

Deno.test("a folder without end is left at some depth, and that is told", async () => {
  let tree: Tree = { bottom: "file" };
  for (let depth = 0; depth < 40; depth++) tree = { down: tree };
  assert.deepEqual(await read({ ...tree, a: "file" }), { files: ["top/a"], unread: 1 });
});

Deno.test("all batches of all folders are read, and files know where they were", async () => {
  const found = await read({ ...many(250), sub: { deep: { b: "file" }, c: "locked" } });
  assert.ok(typeof found !== "string");
  assert.equal(found.files.length, 251);
  assert.deepEqual([found.files[249], found.files[250], found.unread], ["top/f249", "top/sub/deep/b", 1]);
});

Deno.test("files come in the order in which a person counts them", async () => {
  const found = await read({ "note 10": "file", b: { a: "file" }, "note 9": "file" });
  assert.ok(typeof found !== "string");
  assert.deepEqual(found.files, ["top/note 9", "top/note 10", "top/b/a"]);
});

Deno.test("as many as are allowed come, and files that lie beside folders too", async () => {
  const found = await readDropped({
    files: [new File(["x"], "beside")],
    folders: [folder("top", many(MOST_FILES - 1))],
  });
  assert.ok(found.kind === "files");
  assert.equal(found.files.length, MOST_FILES);
  assert.deepEqual([found.files[0]?.folder, found.files[1]?.folder], ["", "top"]);
});

Deno.test("a chosen folder’s files know where in it they are", () => {
  const picked = pickedOf([chosen("a", "top/sub/a"), chosen(".DS_Store", "top/.DS_Store"), chosen("b", "top/b")]);
  assert.ok(picked.kind === "files");
  assert.deepEqual(picked.files.map(({ folder }) => folder), ["top", "top/sub"]);
  assert.equal(pickedOf([chosen(".DS_Store", "")]).kind, "files", "what somebody chose by name is wanted");
});
