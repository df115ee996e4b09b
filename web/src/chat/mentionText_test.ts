import * as assert from "node:assert/strict";
import { decoded, encoded, matching, mentionQuery, withMention } from "./mentionText.ts";

const people = [{ id: "1", name: "Ada" }, { id: "2", name: "Ada Lovelace" }, { id: "3", name: "Élodie Martin" }];

Deno.test("an address is no name, nor is an @ far behind", () => {
  for (const text of ["ada@example", "no sign", `@${"x".repeat(60)}`, "@a b c"]) {
    assert.equal(mentionQuery(text, text.length), null);
  }
});

Deno.test("what is written of a name goes from the @ to the cursor", () => {
  assert.deepEqual(mentionQuery("hi @él", 6), { start: 3, text: "él" });
  assert.deepEqual(mentionQuery("@Ada L", 6), { start: 0, text: "Ada L" });
  assert.deepEqual(mentionQuery("(@", 2), { start: 1, text: "" });
});

Deno.test("names are found by the beginning of their words, without accents", () => {
  assert.deepEqual(matching(people, "zz", 5), []);
  assert.deepEqual(matching(people, "elo", 5).map(({ id }) => id), ["3"]);
  assert.deepEqual(matching(people, "mart", 5).map(({ id }) => id), ["3"]);
  assert.deepEqual(matching(people, "ada", 1).map(({ id }) => id), ["1"]);
});

Deno.test("a chosen name takes the place of what was written", () => {
  assert.deepEqual(withMention("hi @el, ok", { start: 3, text: "el" }, "Élodie Martin"), {
    text: "hi @Élodie Martin , ok",
    cursor: 18,
  });
});

Deno.test("names are sent as ids, the longest first, and others stay text", () => {
  assert.equal(encoded("@Ada Lovelace and @Ada, not @Adam nor a@Ada", people), "<@2> and <@1>, not @Adam nor a@Ada");
  assert.equal(encoded("@Ada@Ada", people), "<@1>@Ada");
  assert.equal(encoded("nobody", people), "nobody");
});

Deno.test("what was sent comes back as it was written", () => {
  const text = "@Ada Lovelace: see @Ada";
  assert.equal(decoded(encoded(text, people), people), text);
  assert.equal(decoded("<@9>", people), "<@9>");
});
