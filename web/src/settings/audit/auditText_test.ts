import * as assert from "node:assert/strict";
import { englishSettings } from "../words/english.ts";
import { frenchSettings } from "../words/french.ts";
import { actorText, actText } from "./auditText.ts";

const english = englishSettings.audit;

Deno.test("an act is told in the language of the page", () => {
  assert.equal(actText(english, "invitation.sent"), "Invitation sent");
  assert.equal(actText(frenchSettings.audit, "invitation.sent"), "Invitation envoyée");
});

Deno.test("an act that only a newer node knows is told by its code", () => {
  assert.equal(actText(english, "moon.painted"), "moon.painted");
});

Deno.test("the node, the operator and a person who is called so are told apart", () => {
  assert.equal(actorText(english, { id: null, label: "" }), "The node");
  assert.equal(actorText(english, { id: null, label: "operator" }), "Operator of the machine");
  assert.equal(actorText(english, { id: "1", label: "operator" }), "operator");
  assert.equal(actorText(english, { id: null, label: "Gone Person" }), "Gone Person");
});
