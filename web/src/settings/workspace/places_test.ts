import * as assert from "node:assert/strict";
import { currencies, timeZones } from "./places.ts";

Deno.test("a value that this browser does not know stays chosen", () => {
  assert.equal(timeZones("Mars/Olympus")[0]?.value, "Mars/Olympus");
  assert.equal(currencies("XTS", "en").filter(({ value }) => value === "XTS").length, 1);
});

Deno.test("no value is offered twice", () => {
  for (const list of [timeZones("Europe/Paris"), currencies("EUR", "fr")]) {
    assert.equal(new Set(list.map(({ value }) => value)).size, list.length);
  }
});

Deno.test("a currency reads by its code and its name", () => {
  assert.equal(currencies("EUR", "fr")[0]?.label, "EUR · euro");
});
