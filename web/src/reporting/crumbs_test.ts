import * as assert from "node:assert/strict";
import { crumbsSoFar, leaveCrumb, leaveRequestCrumb, withoutQuery } from "./crumbs.ts";

Deno.test("neither queries nor fragments are remembered", () => {
  assert.equal(withoutQuery("/api/v1/search?q=Dupont#token"), "/api/v1/search");
  leaveRequestCrumb("GET", "/api/v1/search?q=Dupont", 200, "t");
  assert.equal(crumbsSoFar().at(-1)?.data?.["url"], "/api/v1/search");
});

Deno.test("an answer is as bad as its status", () => {
  const levels = [200, 404, 500, 0].map((status) => {
    leaveRequestCrumb("GET", "/x", status, "t");
    return crumbsSoFar().at(-1)?.level;
  });
  assert.deepEqual(levels, ["info", "warning", "error", "error"]);
});

Deno.test("what is asked again and again is one step, failures are each one", () => {
  const count = (url: string) => crumbsSoFar().filter(({ data }) => data?.["url"] === url).length;
  for (let time = 0; time < 5; time += 1) leaveRequestCrumb("GET", `/polled?t=${time}`, 200, `${time}`);
  assert.deepEqual([count("/polled"), crumbsSoFar().at(-1)?.data?.["traceId"]], [1, "4"]);
  for (let time = 0; time < 3; time += 1) leaveRequestCrumb("GET", "/failing", 500, "t");
  for (let time = 0; time < 3; time += 1) leaveRequestCrumb("POST", "/written", 201, "t");
  leaveRequestCrumb("GET", "/written", 201, "t");
  assert.deepEqual([count("/failing"), count("/written")], [3, 4]);
});

Deno.test("the last forty steps are remembered", () => {
  for (let step = 0; step < 100; step += 1) {
    leaveCrumb({ type: "default", category: "page", level: "info", message: `${step}` });
  }
  assert.deepEqual([crumbsSoFar().length, crumbsSoFar()[0]?.message, crumbsSoFar().at(-1)?.message], [40, "60", "99"]);
});
