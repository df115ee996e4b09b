import * as assert from "node:assert/strict";
import type { Permission } from "../../api/Permission.ts";
import type { Role } from "../../api/Role.ts";
import { sampleSession } from "../../testing/samples.ts";
import { memberRights, membersInOrder } from "./memberRights.ts";

const manage: readonly Permission[] = ["members.read", "members.manage"];
const actor = (role: Role, permissions: readonly Permission[] = manage) => ({ ...sampleSession, role, permissions });
const member = (role: Role, id = "p2", name = "Bo") => ({
  person: { id, name, email: "" },
  role,
  joinedAt: "",
  lastSeenAt: null,
});

Deno.test("without the permission nobody is touched", () => {
  const rights = memberRights(actor("member", ["members.read"]), member("viewer"));
  assert.deepEqual(rights, { isSelf: false, roles: [], canRemove: false, canHandOver: false });
});

Deno.test("an admin does nothing to the owner, and makes nobody owner", () => {
  assert.deepEqual(memberRights(actor("admin"), member("owner")).roles, []);
  assert.equal(memberRights(actor("admin"), member("owner")).canRemove, false);
  const rights = memberRights(actor("admin"), member("member"));
  assert.deepEqual([rights.roles, rights.canHandOver], [["admin", "member", "viewer"], false]);
});

Deno.test("nobody changes his own role; leaving is another thing", () => {
  const rights = memberRights(actor("owner"), member("owner", "p1"));
  assert.deepEqual(rights, { isSelf: true, roles: [], canRemove: false, canHandOver: false });
});

Deno.test("the owner hands over to anyone else", () => {
  assert.ok(memberRights(actor("owner"), member("viewer")).canHandOver);
});

Deno.test("members stand by role, then by name as the language has it", () => {
  const members = [member("viewer", "1", "Zoé"), member("admin", "2", "Zoé"), member("admin", "3", "Élodie")];
  assert.deepEqual(membersInOrder(members, "fr").map(({ person }) => person.id), ["3", "2", "1"]);
});
