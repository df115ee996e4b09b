import * as assert from "node:assert/strict";
import { visibleSections } from "./sections.ts";

Deno.test("without any permission one still has oneself", () => {
  assert.deepEqual(visibleSections([]), ["profile", "notifications", "sessions"]);
});

Deno.test("a viewer sees the members, and nothing that he cannot use", () => {
  assert.deepEqual(visibleSections(["leads.read", "realtime.join", "members.read"]), [
    "profile",
    "notifications",
    "sessions",
    "members",
  ]);
});

Deno.test("one of several permissions is enough", () => {
  assert.ok(visibleSections(["tokens.own"]).includes("tokens"));
  assert.ok(visibleSections(["workspace.delete"]).includes("workspace"));
});
