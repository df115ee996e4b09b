import * as assert from "node:assert/strict";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { addressOf, inputOf, metadataHeader, offsetOf } from "./tusWords.ts";

function failure(status: number, code = "x"): ApiFailure {
  return new ApiFailure({ code, status, traceId: "t", detail: "" });
}

Deno.test("what may be another answer later is tried again", () => {
  for (const status of [0, 401, 423, 429, 500, 503]) {
    assert.equal(inputOf(failure(status), "send").kind, "broke", String(status));
  }
});

Deno.test("a full store, a refused type, a name that is taken end it", () => {
  assert.equal(inputOf(failure(507, "quota_reached"), "create").kind, "refused");
  assert.equal(inputOf(failure(507, "storage_full"), "send").kind, "refused");
  assert.equal(inputOf(failure(415, "type_refused"), "create").kind, "refused");
  assert.equal(inputOf(failure(409, "name_taken"), "create").kind, "refused");
  assert.equal(inputOf(failure(409, "name_taken"), "send").kind, "refused");
});

Deno.test("a chunk may be in the wrong place, or of an upload that is gone", () => {
  assert.equal(inputOf(failure(409), "send").kind, "misplaced");
  assert.equal(inputOf(failure(404, "not_found"), "send").kind, "lost");
  assert.equal(inputOf(failure(410), "send").kind, "lost");
  assert.equal(inputOf(failure(400), "ask").kind, "lost");
  assert.equal(inputOf(failure(404, "not_found"), "create").kind, "refused");
});

Deno.test("headers are read and written as the protocol has them", () => {
  assert.equal(offsetOf("12"), 12);
  assert.equal(offsetOf("-1"), null);
  assert.equal(offsetOf(null), null);
  assert.equal(metadataHeader({ bucketName: "b", objectName: "é" }), "bucketName Yg==,objectName w6k=");
  assert.equal(
    addressOf("https://crm.example/storage/v1/up/1?a=b", "http://127.0.0.1:8787/files"),
    "/storage/v1/up/1?a=b",
  );
  assert.equal(addressOf("../up/1", "http://x/storage/v1/a/b"), "/storage/v1/up/1");
  assert.equal(addressOf(null, "http://x/"), null);
});
