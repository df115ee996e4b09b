import * as assert from "node:assert/strict";
import { toggled, typesFault, typesOf } from "./eventTypes.ts";

Deno.test("no type is a fault, and so is what no type looks like", () => {
  assert.equal(typesFault([]), "none");
  assert.equal(typesFault(["lead.*", "Lead!"]), "malformed");
  assert.equal(typesFault(["*.lead"]), "malformed");
});

Deno.test("a type, a family and all events are types", () => {
  assert.equal(typesFault(["lead.updated", "chat.message.*", "*"]), null);
});

Deno.test("a text names each type once", () => {
  assert.deepEqual(typesOf(" lead.*,\nchat.message.new lead.* "), ["lead.*", "chat.message.new"]);
});

Deno.test("a family takes the place of its own events, and goes with them", () => {
  assert.deepEqual(toggled(["lead.updated", "payout.updated"], "lead"), ["payout.updated", "lead.*"]);
  assert.deepEqual(toggled(["lead.*", "payout.updated"], "lead"), ["payout.updated"]);
  assert.deepEqual(toggled(["*"], "lead"), ["lead.*"]);
});
