import * as assert from "node:assert/strict";
import { jobStates } from "../api/JobState.ts";
import { actsOn } from "./jobRights.ts";

const acts = (state: typeof jobStates[number], cancelReason: string | null = null) => actsOn({ state, cancelReason });

Deno.test("a completed job is neither retried nor cancelled", () => assert.deepEqual(acts("completed"), ["remove"]));

Deno.test("a running job that was asked to stop is not asked again", () => {
  assert.deepEqual(acts("running", "wrong list"), []);
  assert.deepEqual(acts("running"), ["cancel"]);
});

Deno.test("only what waits for its time is promoted", () => {
  const promoted = jobStates.filter((state) => acts(state).includes("promote"));
  assert.deepEqual(promoted, ["scheduled", "retrying"]);
});

Deno.test("each job is either cancelled or removed, never both", () => {
  for (const state of jobStates) assert.notEqual(acts(state).includes("cancel"), acts(state).includes("remove"), state);
});
