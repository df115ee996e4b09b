import * as assert from "node:assert/strict";
import { loadTakerBy, type Report, report, takeReports } from "./report.ts";

Deno.test("what happens before anybody takes reports is told first, each error once, and no more than ten", () => {
  let loads = 0;
  loadTakerBy(() => loads += 1);
  const error = new Error("first");
  report(error, { mechanism: "panel", isHandled: true });
  report(error, { mechanism: "onerror", isHandled: false });
  for (let count = 0; count < 20; count += 1) report(new Error("more"), { mechanism: "onerror", isHandled: false });
  assert.equal(loads, 10);
  const taken: Report[] = [];
  takeReports((one) => taken.push(one));
  assert.equal(taken.length, 10);
  assert.deepEqual([taken[0]?.error, taken[0]?.mechanism], [error, "panel"]);
  assert.ok(/^[0-9a-f]{32}$/.test(taken[0]?.traceId ?? ""));
  report("later", { mechanism: "request", isHandled: true });
  assert.equal(taken.at(-1)?.error, "later");
});
