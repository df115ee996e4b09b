import * as assert from "node:assert/strict";
import { placeOf } from "./dsn.ts";

for (
  const bad of [undefined, null, "", "https://node.example/7", "https://a-b@node.example/7", "https://k@node.example/x"]
) {
  Deno.test(`${bad} is no DSN`, () => assert.equal(placeOf(bad), null));
}

Deno.test("a DSN names the key and the project, whatever its host", () => {
  assert.deepEqual(placeOf("https://9f2c@elsewhere.example:8443/7"), { publicKey: "9f2c", path: "/api/7/envelope/" });
  assert.deepEqual(placeOf("http://9f2c:old@node.example/errors/12"), {
    publicKey: "9f2c",
    path: "/errors/api/12/envelope/",
  });
});
