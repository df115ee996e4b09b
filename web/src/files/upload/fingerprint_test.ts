import * as assert from "node:assert/strict";
import { fingerprintOf } from "./fingerprint.ts";

const long = (first: number, last: number) => {
  const bytes = new Uint8Array(300_000);
  bytes[0] = first;
  bytes[bytes.length - 1] = last;
  return new Blob([bytes]);
};

Deno.test("files that begin or end differently are told apart, equal ones are not", async () => {
  const one = await fingerprintOf(long(1, 2));
  assert.notEqual(await fingerprintOf(long(2, 2)), one);
  assert.notEqual(await fingerprintOf(long(1, 1)), one);
  assert.equal(await fingerprintOf(long(1, 2)), one);
  // The test vectors of FNV-1a.
  assert.equal(await fingerprintOf(new Blob([])), "811c9dc5");
  assert.equal(await fingerprintOf(new Blob(["foobar"])), "bf9cf968");
});
