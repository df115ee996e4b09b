import * as assert from "node:assert/strict";
import { spanText } from "./spanText.ts";

Deno.test("a day is told in hours, and two of them in days", () => {
  assert.equal(spanText(30 * 60, "en"), "30 minutes");
  assert.equal(spanText(86_400, "en"), "24 hours");
  assert.equal(spanText(7 * 86_400, "en"), "7 days");
  assert.equal(spanText(2 * 86_400, "fr").replace(/\s/, " "), "2 jours");
});
