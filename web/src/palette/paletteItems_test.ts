import * as assert from "node:assert/strict";
import { grouped, matching, type PaletteItem } from "./paletteItems.ts";

const item = (label: string, group: PaletteItem["group"] = "go", words = ""): PaletteItem => ({
  id: label,
  group,
  label,
  words,
  run: () => {},
});

Deno.test("an item without one of the words is left out", () => {
  assert.deepEqual(matching([item("Pipeline"), item("Report", "go", "pipeline")], "pipe chat"), []);
});

Deno.test("a name that begins with the word comes first, then one of whose words does, then what is known by another word", () => {
  const items = [item("Stages", "go", "réglages du pipeline"), item("The pipeline"), item("Pipeline")];
  assert.deepEqual(matching(items, "PIPE").map(({ label }) => label), ["Pipeline", "The pipeline", "Stages"]);
});

Deno.test("accents and case make no difference", () => {
  assert.equal(matching([item("Réglages")], "reglages").length, 1);
});

Deno.test("nothing typed shows everything, by group, and of a group eight at most", () => {
  const items = [
    item("Leads"),
    item("New lead", "act"),
    ...Array.from({ length: 20 }, (_, at) => item(`#${at}`, "channel")),
  ];
  const groups = grouped(matching(items, " "));
  assert.deepEqual(groups.map(({ group, items }) => [group, items.length]), [["act", 1], ["go", 1], ["channel", 8]]);
});

Deno.test("a quiet item is offered once it is looked for", () => {
  const quiet = { ...item("Sign out", "act"), isQuiet: true };
  assert.deepEqual(matching([quiet], ""), []);
  assert.deepEqual(matching([quiet], "out"), [quiet]);
});
