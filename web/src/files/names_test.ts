import * as assert from "node:assert/strict";
import {
  bucketNameFault,
  crumbsOf,
  folderFault,
  freeName,
  keyOf,
  nameFault,
  partsOf,
  storableFolder,
  storableName,
} from "./names.ts";

Deno.test("a name that addresses cannot carry is refused", () => {
  assert.equal(nameFault("  "), "missing");
  for (const name of ["..", ".", "a/b", "\u0301.txt", "a\u0000", "50%", "#1", "a\u202eb", "a\u200db"]) {
    assert.equal(nameFault(name), "signs", name);
  }
  assert.equal(nameFault("x".repeat(1_025)), "long");
  assert.equal(nameFault("x".repeat(1_000), "y".repeat(100)), "long");
  assert.equal(nameFault("é".repeat(600)), "long");
  for (const name of ["Offer (2) & more.pdf", "Été.pdf", "契約.pdf", "ملف.pdf", "🙂.png"]) {
    assert.equal(nameFault(name), null, name);
  }
});

Deno.test("a bucket’s name is plain", () => {
  assert.equal(bucketNameFault(""), "missing");
  assert.equal(bucketNameFault("é"), "plain");
  assert.equal(bucketNameFault("a/b"), "signs");
  assert.equal(bucketNameFault("offers"), null);
});

Deno.test("a folder is refused for any of its parts", () => {
  assert.equal(folderFault("a//b"), "signs");
  assert.equal(folderFault("a/../b"), "signs");
  assert.equal(folderFault(""), null);
  assert.equal(folderFault("2026/q1"), null);
});

Deno.test("a file’s name is stored as it is seen, whichever way it was typed", () => {
  assert.equal(storableName("Été à Nîmes.pdf"), "Été à Nîmes.pdf");
  assert.equal(storableName("E\u0301te\u0301.pdf"), "Été.pdf");
  assert.equal(storableName("L’œuvre\u202f: 50\u00a0%.txt"), "L’œuvre : 50 -.txt");
  assert.equal(storableName("契約.pdf"), "契約.pdf");
  assert.equal(storableName("a\u200bb\u202ec.txt"), "abc.txt");
  assert.equal(storableName("\u0301a.txt"), "-\u0301a.txt");
  assert.equal(storableName(".."), "file");
  assert.equal(nameFault(storableName("a/b\\c#d%.txt")), null);
});

Deno.test("a folder’s path is stored part by part", () => {
  assert.equal(storableFolder(""), "");
  assert.equal(storableFolder("Été 2026/../notes"), "Été 2026/file/notes");
});

Deno.test("a free name counts up before the ending", () => {
  assert.equal(freeName("offer.pdf", new Set()), "offer.pdf");
  assert.equal(freeName("offer.pdf", new Set(["offer.pdf"])), "offer (2).pdf");
  assert.equal(freeName("offer.pdf", new Set(["offer.pdf", "offer (2).pdf"])), "offer (3).pdf");
  assert.equal(freeName("offer (2).pdf", new Set(["offer (2).pdf"])), "offer (3).pdf");
  assert.equal(freeName(".env", new Set([".env"])), ".env (2)");
});

Deno.test("keys, their parts and the way to a folder", () => {
  assert.equal(keyOf("", "a"), "a");
  assert.equal(keyOf("b/c", "a"), "b/c/a");
  assert.deepEqual(partsOf("b/c/a"), { folder: "b/c", name: "a" });
  assert.deepEqual(partsOf("a"), { folder: "", name: "a" });
  assert.deepEqual(crumbsOf(""), []);
  assert.deepEqual(crumbsOf("a/b"), [{ name: "a", folder: "a" }, { name: "b", folder: "a/b" }]);
});
