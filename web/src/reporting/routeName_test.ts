import * as assert from "node:assert/strict";
import { routeName } from "./routeName.ts";

for (
  const [path, name] of [
    ["/leads", "/leads"],
    ["/leads/01K4ZQ8T5V9B7C2D3E4F5G6H7J", "/leads/:id"],
    ["/leads/import/01k4zq", "/leads/import/:id"],
    ["/node/traces/4bf92f3577b34da6a3ce929d0e0e4736", "/node/traces/:id"],
    ["/errors/17", "/errors/:id"],
    ["/api/v1/leads/01K4ZQ8T5V9B7C2D3E4F5G6H7J/notes", "/api/v1/leads/:id/notes"],
    ["/settings/notifications", "/settings/notifications"],
  ] as const
) {
  Deno.test(`${path} is counted as ${name}`, () => assert.equal(routeName(path), name));
}
