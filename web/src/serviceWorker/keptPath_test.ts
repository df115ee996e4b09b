import * as assert from "node:assert/strict";
import { isAssetPath, isPagePath } from "./keptPath.ts";

Deno.test("what the node answers by itself is never the page, nor kept", () => {
  for (
    const path of [
      "/api",
      "/api/v1/leads",
      "/auth/v1/token",
      "/storage/v1/object/a",
      "/realtime/v1/websocket",
      "/health",
      "/metrics",
      "/ready",
      "/files/0190/dossier.pdf",
      "/files/0190/dossier",
      "/service-worker.js",
      "/favicon.svg",
    ]
  ) assert.deepEqual([path, isPagePath(path), isAssetPath(path)], [path, false, false]);
});

Deno.test("addresses of the page are the page, whatever is below them", () => {
  for (const path of ["/", "/leads", "/leads/0190", "/files", "/files/trash", "/node/health", "/settings/tokens"]) {
    assert.ok(isPagePath(path), path);
  }
});

Deno.test("scripts and styles are kept, and nothing that only looks as if it was below them", () => {
  assert.ok(isAssetPath("/assets/app-XGWZUYLB.js"));
  assert.equal(isAssetPath("/assets/"), false);
  assert.equal(isAssetPath("/assets/../api/v1/leads"), false);
  assert.equal(isAssetPath("/x/assets/app.js"), false);
});
