import * as assert from "node:assert/strict";
import { parseRoute, tracePath } from "../app/Route.ts";
import { alertViewPath, alertViews, everyLine, everyTrace, logsPath, parsePlace, tracesPath } from "./paths.ts";

Deno.test("an address of nothing is none, and what a filter cannot be is left out", () => {
  assert.equal(parsePlace("/node/other", ""), null);
  assert.equal(parsePlace("/alerts/other", ""), null);
  assert.deepEqual(parsePlace("/node/logs", "?level=loud"), { view: "logs", filter: everyLine });
  assert.deepEqual(parsePlace("/node/traces", "?status=odd&minMs=-1"), { view: "traces", filter: everyTrace });
});

Deno.test("the node’s pages have addresses that the page knows", () => {
  for (const path of ["/node/health", "/alerts", "/alerts/rules", "/node/logs", "/node/traces", tracePath("ab12")]) {
    const route = parseRoute(path, "");
    assert.equal(route.page, "node", path);
    assert.notEqual(parsePlace(path, ""), null, path);
  }
  assert.deepEqual(alertViews.map((view) => parsePlace(alertViewPath(view), "")?.view), [...alertViews]);
  assert.deepEqual(parsePlace(tracePath("ab12"), ""), { view: "trace", traceId: "ab12" });
});

Deno.test("filters survive the address", () => {
  const filter = { level: "warning", text: "café & co", logger: "jobs", traceId: "ab" } as const;
  const url = new URL(logsPath(filter), "http://node");
  assert.deepEqual(parsePlace(url.pathname, url.search), { view: "logs", filter });
  const traces = { minMs: "500", status: "error", route: "/api/v1/leads/{id}" } as const;
  const address = new URL(tracesPath(traces), "http://node");
  assert.deepEqual(parsePlace(address.pathname, address.search), { view: "traces", filter: traces });
  assert.equal(logsPath(), "/node/logs");
});
