import * as assert from "node:assert/strict";
import { cursorOf, newer, newestPage, older } from "./pages.ts";

Deno.test("before the newest page there is none", () => {
  assert.equal(cursorOf(newestPage), null);
  assert.equal(cursorOf(newer(newestPage)), null);
});

Deno.test("older and newer lead back to where one was", () => {
  const third = older(older(newestPage, "a"), "b");
  assert.deepEqual([cursorOf(third), cursorOf(newer(third)), cursorOf(newer(newer(third)))], ["b", "a", null]);
});

Deno.test("a second press on the same page goes no further", () => {
  const second = older(newestPage, "a");
  assert.equal(older(second, "a"), second);
});
