import * as assert from "node:assert/strict";
import type { AuditEntry } from "../../api/audit.ts";
import { actionsSeen, changesOf } from "./auditList.ts";

const entry = (id: string): AuditEntry => ({
  id,
  at: "",
  actor: { id: null, label: "" },
  action: "",
  subject: null,
  before: null,
  after: null,
  remoteAddress: null,
  userAgent: null,
  traceId: null,
});

Deno.test("nothing before and after is no change", () => {
  assert.deepEqual(changesOf(null, undefined), []);
  assert.deepEqual(changesOf({ role: "admin" }, { role: "admin" }), []);
});

Deno.test("what came, went or changed is told by name", () => {
  assert.deepEqual(changesOf({ role: "member", old: 1 }, { role: "admin", new: true }), [
    { field: "new", before: null, after: "true" },
    { field: "old", before: "1", after: null },
    { field: "role", before: "member", after: "admin" },
  ]);
});

Deno.test("values within values have a path, lists are one value", () => {
  assert.deepEqual(changesOf({ a: { b: 1 } }, { a: { b: 2 }, scopes: ["x", "y"] }), [
    { field: "a.b", before: "1", after: "2" },
    { field: "scopes", before: null, after: "x, y" },
  ]);
});

Deno.test("a value that is no object is told without a name", () => {
  assert.deepEqual(changesOf("one", "two"), [{ field: "", before: "one", after: "two" }]);
});

Deno.test("an action once seen stays among the choices, whatever the filter leaves", () => {
  assert.deepEqual(actionsSeen(["token.created"], [{ ...entry("1"), action: "member.removed" }]), [
    "member.removed",
    "token.created",
  ]);
  assert.deepEqual(actionsSeen(["token.created"], []), ["token.created"]);
});
