import * as assert from "node:assert/strict";
import { bytesOfMegabytes, megabytesOf, shareOf, typesOf } from "./sizes.ts";

Deno.test("what is no size is told from no limit", () => {
  for (const text of ["x", "-1", "0", "1e9", "1.2345"]) assert.equal(bytesOfMegabytes(text), undefined, text);
  assert.equal(bytesOfMegabytes(" "), null);
  assert.equal(bytesOfMegabytes("1,5"), 1_500_000);
  assert.equal(megabytesOf(1_500_000), "1.5");
  assert.equal(megabytesOf(null), "");
});

Deno.test("types are read apart, and one that is none is refused", () => {
  assert.equal(typesOf("image"), undefined);
  assert.equal(typesOf("image/png, */*"), undefined);
  assert.equal(typesOf(" "), null);
  assert.deepEqual(typesOf("image/*, Application/PDF\nimage/*"), ["image/*", "application/pdf"]);
});

Deno.test("the share of a quota is never above all of it", () => {
  assert.equal(shareOf(5, null), null);
  assert.equal(shareOf(150, 100), 100);
  assert.equal(shareOf(0, 0), 100);
  assert.equal(shareOf(25, 100), 25);
});
