import * as assert from "node:assert/strict";
import { formatsFor } from "../i18n/formats.ts";
import { measureText } from "./measureText.ts";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

for (
  const [value, unit, en, fr] of [
    [0.42, "seconds", "420ms", "420 ms"],
    [252, "seconds", "4.2m", "4,2 min"],
    [1_250, "milliseconds", "1.2s", "1,2 s"],
    [10, "minutes", "10m", "10 min"],
    [0.0525, "share", "5.3%", "5,3 %"],
    [5, "percent", "5%", "5 %"],
    [12_345, "jobs", "12,345", "12 345"],
    [2.55, "jobs", "2.6", "2,6"],
  ] as const
) {
  Deno.test(`${value} ${unit} read “${en}” and “${fr}”`, () => {
    assert.equal(plain(measureText(value, unit, formatsFor("en"))), en);
    assert.equal(plain(measureText(value, unit, formatsFor("fr"))), fr);
  });
}
