import * as assert from "node:assert/strict";
import { covers, rolesUpTo } from "./Role.ts";

Deno.test("nobody gives a role above his own", () => {
  assert.deepEqual(rolesUpTo("viewer"), ["viewer"]);
  assert.deepEqual(rolesUpTo("admin"), ["admin", "member", "viewer"]);
  assert.ok(!covers("admin", "owner"));
});

Deno.test("equals cover each other", () => {
  assert.ok(covers("admin", "admin"));
  assert.equal(rolesUpTo("owner").length, 4);
});
