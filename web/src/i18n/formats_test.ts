import * as assert from "node:assert/strict";
import { formatsFor } from "./formats.ts";

const now = Date.parse("2020-06-15T12:00:00Z");
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

for (
  const [iso, en, fr] of [
    ["2020-06-15T12:00:30Z", "now", "maintenant"],
    ["2020-06-15T11:55:00Z", "5 min ago", "il y a 5 min"],
    ["2020-06-15T09:00:00Z", "3 hr ago", "il y a 3 h"],
    ["2020-06-14T11:00:00Z", "yesterday", "hier"],
    ["2020-06-01T12:00:00Z", "1 Jun 2020", "1 juin 2020"],
  ] as const
) {
  Deno.test(`${iso} reads “${en}” and “${fr}”`, () => {
    assert.equal(plain(formatsFor("en").ago(iso, now)), en);
    assert.equal(plain(formatsFor("fr").ago(iso, now)), fr);
  });
}

Deno.test("sizes and shares follow the language", () => {
  assert.deepEqual([999, 48_200, 3_100_000].map(formatsFor("en").size), ["999 bytes", "48.2 kB", "3.1 MB"]);
  assert.deepEqual([48_200, 3_100_000].map((n) => plain(formatsFor("fr").size(n))), ["48,2 ko", "3,1 Mo"]);
  assert.equal(plain(formatsFor("fr").percent(40)), "40 %");
});
