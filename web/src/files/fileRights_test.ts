import * as assert from "node:assert/strict";
import { isRemovable, leadOf, mayWrite } from "./fileRights.ts";

Deno.test("a viewer writes nowhere; the bucket of the leads goes by the leads’ rights", () => {
  assert.equal(mayWrite(["files.read", "leads.read"], "contracts"), false);
  assert.equal(mayWrite(["files.write"], "leads"), false);
  assert.equal(mayWrite(["leads.write"], "contracts"), false);
  assert.equal(mayWrite(["leads.write"], "leads"), true);
  assert.equal(mayWrite(["files.write"], "contracts"), true);
});

Deno.test("the bucket of the leads stays, and its folders are leads", () => {
  assert.equal(isRemovable("leads"), false);
  assert.equal(isRemovable("contracts"), true);
  assert.equal(leadOf("leads", ""), null);
  assert.equal(leadOf("contracts", "a"), null);
  assert.equal(leadOf("leads", "a/b"), "a");
});
