import * as assert from "node:assert/strict";
import { draftOfTargets, targetsOf } from "./targetsDraft.ts";

const draft = draftOfTargets({
  emails: ["a@example.com"],
  webhooks: [{ url: "https://hooks.example/1", format: "slack" }],
  deadManURL: null,
  minutesBetween: 15,
  version: 3,
});

Deno.test("what is no address and no time is named", () => {
  const { fields, faults } = targetsOf({
    ...draft,
    webhooks: [{ url: "hooks.example", format: "plain", key: 7 }],
    deadManURL: "ftp://x",
    minutesBetween: "1441",
  });
  assert.equal(fields, null);
  assert.deepEqual(faults, { webhooks: [7], deadManURL: true, minutesBetween: true });
});

Deno.test("addresses are told apart by lines, commas and blanks", () => {
  const { fields } = targetsOf({ ...draft, emails: "a@example.com, b@example.com\n\n c@example.com " });
  assert.deepEqual(fields?.emails, ["a@example.com", "b@example.com", "c@example.com"]);
});

Deno.test("what was not touched is sent as it was", () => {
  assert.deepEqual(targetsOf(draft).fields, {
    emails: ["a@example.com"],
    webhooks: [{ url: "https://hooks.example/1", format: "slack" }],
    deadManURL: null,
    minutesBetween: 15,
  });
});
