import * as assert from "node:assert/strict";
import { groupFacts } from "./factGroups.ts";

const fact = (kind: string) => ({ kind, label: kind, value: "", url: "", snippet: "" });

Deno.test("a kind that the page does not know is shown all the same, last", () => {
  const groups = groupFacts([fact("moon_phase"), fact("email")]);
  assert.deepEqual(groups.map(({ group }) => group), ["contact", "other"]);
});

Deno.test("facts keep their order within a group, and there is no empty group", () => {
  const groups = groupFacts([fact("siren"), fact("https"), fact("vat")]);
  assert.deepEqual(groups.map(({ facts }) => facts.map(({ kind }) => kind)), [["siren", "vat"], ["https"]]);
  assert.deepEqual(groupFacts([]), []);
});
