import * as assert from "node:assert/strict";
import { failureFrom } from "./ApiFailure.ts";
import { storageProblem } from "./storageProblem.ts";

const refusal = (statusCode: string, code: string, message = "") => ({ statusCode, error: "x", message, code });

Deno.test("a problem of the page’s own API is none of the storage protocol", () => {
  assert.equal(storageProblem({ code: "conflict", status: 409 }), null);
  assert.equal(storageProblem("text"), null);
});

Deno.test("a token that is not taken is told from a right that is missing", () => {
  assert.deepEqual(storageProblem(refusal("403", "AccessDenied", "jwt malformed")), {
    code: "unauthenticated",
    status: 401,
  });
  assert.deepEqual(storageProblem(refusal("403", "AccessDenied", "new row violates row-level security policy")), {
    code: "forbidden",
    status: 403,
  });
});

Deno.test("the status of the body counts, and the code becomes the page’s", () => {
  const failure = failureFrom(400, refusal("409", "KeyAlreadyExists", "The resource already exists"), "trace");
  assert.deepEqual([failure.code, failure.status, failure.message], [
    "name_taken",
    409,
    "The resource already exists",
  ]);
  assert.equal(failureFrom(507, refusal("507", "QuotaExceeded"), "t").code, "quota_reached");
});
