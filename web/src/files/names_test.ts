import * as assert from "node:assert/strict";
import { crumbsOf, folderFault, freeName, keyOf, nameFault, partsOf, storableName } from "./names.ts";

Deno.test("a name that addresses cannot carry is refused", () => {
  assert.equal(nameFault("  "), "missing");
  for (const name of ["..", ".", "a/b", "é.txt", "a\u0000", "50%", "#1"]) assert.equal(nameFault(name), "signs", name);
  assert.equal(nameFault("x".repeat(1_025)), "long");
  assert.equal(nameFault("x".repeat(1_000), "y".repeat(100)), "long");
  assert.equal(nameFault("Offer (2) & more.pdf"), null);
});

Deno.test("a folder is refused for any of its parts", () => {
  assert.equal(folderFault("a//b"), "signs");
  assert.equal(folderFault("a/../b"), "signs");
  assert.equal(folderFault(""), null);
  assert.equal(folderFault("2026/q1"), null);
});

Deno.test("a file’s name is stored without marks and foreign signs, whichever way they were typed", () => {
  assert.equal(storableName("Été à Nîmes.pdf"), "Ete a Nimes.pdf");
  assert.equal(storableName("E\u0301te\u0301.pdf"), "Ete.pdf");
  assert.equal(storableName("L’œuvre — 50 %.txt"), "L'oeuvre - 50 -.txt");
  assert.equal(storableName("契約.pdf"), "--.pdf");
  assert.equal(storableName(".."), "file");
  assert.equal(nameFault(storableName("a/b\\c:d?.txt")), null);
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
