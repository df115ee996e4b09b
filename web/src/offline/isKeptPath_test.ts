import * as assert from "node:assert/strict";
import { isKeptPath } from "./isKeptPath.ts";

Deno.test("secrets, the audit log and later slices are not kept", () => {
  for (
    const path of [
      "/api/v1/workspace/keys",
      "/api/v1/tokens",
      "/api/v1/audit",
      "/api/v1/sessions",
      "/api/v1/dev/mailbox",
      "/api/v1/leads?limit=50&cursor=x",
      "/api/v1/channels/7/messages?before=9",
      "/api/v1/ledger/transactions",
    ]
  ) assert.equal(isKeptPath(path), false, path);
});

Deno.test("what pages begin with is kept", () => {
  for (
    const path of [
      "/api/v1/leads?limit=50",
      "/api/v1/leads/01a-b",
      "/api/v1/projects/7/board?limit=50",
      "/api/v1/channels/7/messages",
      "/api/v1/members",
    ]
  ) assert.equal(isKeptPath(path), true, path);
});
