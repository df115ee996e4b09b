import * as assert from "node:assert/strict";
import { subjectPath } from "./subjectPath.ts";

const about = (kind: string, leadId: string | null = null, data: Record<string, unknown> = {}) =>
  subjectPath({ subject: { kind, id: "x", leadId, title: "" }, data });

Deno.test("what this page does not know opens its lead, or nothing", () => {
  assert.equal(about("comet"), null);
  assert.equal(about("comet", "l"), "/leads/l");
});

Deno.test("each subject opens where it is shown", () => {
  assert.equal(about("lead"), "/leads/x");
  assert.equal(about("payout", "l"), "/payouts/x");
  assert.equal(about("import"), "/leads/import/x");
  assert.equal(about("person"), "/settings/members");
  assert.equal(about("webhook"), "/settings/webhooks");
  assert.equal(about("file", "l"), "/leads/l");
});

Deno.test("a message opens at its place in its channel, or at least near it", () => {
  assert.equal(about("message", "l", { channelId: "c", seq: 7 }), "/chat/c?message=7");
  assert.equal(about("message", "l"), "/leads/l");
  assert.equal(about("message"), "/chat");
});
