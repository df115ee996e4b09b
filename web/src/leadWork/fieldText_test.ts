import * as assert from "node:assert/strict";
import { formatsFor } from "../i18n/formats.ts";
import { fieldLabel, fieldText } from "./fieldText.ts";
import { englishLeadWork } from "./words/english.ts";

const around = {
  words: englishLeadWork,
  formats: formatsFor("en"),
  lookups: {
    members: [{
      person: { id: "p", name: "Ada", email: "ada@example.com" },
      role: "owner" as const,
      joinedAt: "",
      lastSeenAt: null,
    }],
    projects: [],
    stages: [{
      id: "s",
      projectId: "j",
      name: "Won",
      position: 4,
      kind: "won" as const,
      probability: 100,
      colour: "#000000",
      staleDays: null,
      requiredFields: [],
      version: 1,
    }],
  },
};

Deno.test("what is empty has no text, and an unknown field goes by its own name", () => {
  for (const value of [null, undefined, "", []]) assert.equal(fieldText("tags", value, around), null);
  assert.deepEqual([fieldLabel(englishLeadWork, "other"), fieldLabel(englishLeadWork, "vat")], ["other", "VAT number"]);
});

Deno.test("ids are shown as names, and one that nobody knows any more is said to be so", () => {
  assert.deepEqual(
    [fieldText("ownerId", "p", around), fieldText("ownerId", "q", around), fieldText("stageId", "s", around)],
    ["Ada", "Former member", "Won"],
  );
});

Deno.test("lists, numbers and things have their texts", () => {
  assert.equal(fieldText("tags", ["a", "b"], around), "a, b");
  assert.equal(fieldText("score", 70, around), "70");
  assert.equal(fieldText("contact", { id: "c", name: "Ben", role: null }, around), "Ben");
  assert.equal(fieldText("value", { amount: 1250, currency: "EUR" }, around), "€12.50");
  assert.equal(fieldText("note", { id: "n", text: "Called" }, around), "Called");
});
