import * as assert from "node:assert/strict";
import { embedCode, namesALead, originsOf, wishOf, withWish } from "./formDraft.ts";

Deno.test("a form that asks for no company and no e-mail names no lead", () => {
  assert.ok(!namesALead([{ name: "phone", required: true }, { name: "email", required: false }]));
  assert.ok(namesALead([{ name: "email", required: true }]));
});

Deno.test("fields keep the order of a form, whatever is switched on first", () => {
  const fields = withWish(withWish([], "notes", "optional"), "company", "required");
  assert.deepEqual(fields, [{ name: "company", required: true }, { name: "notes", required: false }]);
  assert.equal(wishOf(withWish(fields, "notes", "off"), "notes"), "off");
});

Deno.test("origins stand one a line, without the slash that people copy along", () => {
  assert.deepEqual(originsOf(" https://a.example/\n\nhttps://b.example , "), [
    "https://a.example",
    "https://b.example",
  ]);
});

Deno.test("a name cannot break out of the code", () => {
  assert.ok(!embedCode("http://n/f/k", '"><script>').includes("<script>"));
});
