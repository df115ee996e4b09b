import * as assert from "node:assert/strict";
import { leadsPath, parseRoute, warRoomPath } from "./Route.ts";

for (const path of ["/lead", "/leads/1/2", "/leads/a%2Fb", "/setup/x", "/api"]) {
  Deno.test(`${path} is no page`, () => assert.deepEqual(parseRoute(path, ""), { page: "notFound" }));
}

Deno.test("the list is at / and at /leads, with or without a slash", () => {
  for (const path of ["/", "/leads", "/leads/"]) assert.equal(parseRoute(path, "").page, "leads");
});

Deno.test("a filter survives the address; an unknown status is left out", () => {
  const filter = { status: "ready", text: "café & co" } as const;
  const url = new URL(leadsPath(filter), "http://node");
  assert.deepEqual(parseRoute(url.pathname, url.search), { page: "leads", filter });
  assert.deepEqual(parseRoute("/leads", "?status=happy"), { page: "leads", filter: { status: null, text: "" } });
});

Deno.test("new is the form, any other name a war room", () => {
  assert.equal(parseRoute("/leads/new", "").page, "dropLead");
  assert.deepEqual(parseRoute(warRoomPath("0190-ab"), ""), { page: "warRoom", leadId: "0190-ab" });
});
