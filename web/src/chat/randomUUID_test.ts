import * as assert from "node:assert/strict";
import { randomUUID } from "./randomUUID.ts";

Deno.test("a random UUID has its version and variant, and is another each time", () => {
  assert.ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(randomUUID()));
  assert.notEqual(randomUUID(), randomUUID());
});
