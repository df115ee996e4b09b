import * as assert from "node:assert/strict";
import { lead } from "../testing/samples.ts";
import { progressOf } from "./steps.ts";

Deno.test("sample leads are no progress", () => {
  const { done, hasSamples, lead: shown } = progressOf([lead("a", { tags: ["sample"], status: "ready" })], 1, []);
  assert.deepEqual([[...done], hasSamples, shown], [[], true, null]);
});

Deno.test("a lead of one's own that fails is dropped, and nothing is ready", () => {
  assert.deepEqual([...progressOf([lead("a", { status: "failed", tags: [] })], 1, ["workspace"]).done], [
    "workspace",
    "drop",
  ]);
});

Deno.test("the first ready one ends the list, whatever else is dropped", () => {
  const first = lead("a", { status: "ready", tags: [] });
  const { done, lead: shown } = progressOf([lead("b", { status: "new", tags: [] }), first], 3, []);
  assert.deepEqual([[...done], shown?.id], [["team", "drop", "ready"], "a"]);
});
