import * as assert from "node:assert/strict";
import { parseDecimal, plainDecimal, typedDecimal } from "./decimals.ts";

for (
  const [text, digits, language, fault] of [
    ["", 2, "en", "notANumber"],
    ["-", 2, "en", "notANumber"],
    [".", 2, "en", "notANumber"],
    ["1e3", 2, "en", "notANumber"],
    ["12,34", 2, "en", "notANumber"],
    ["1.2.3", 2, "fr", "notANumber"],
    ["12.345", 2, "en", "tooFine"],
    ["1,5", 0, "fr", "tooFine"],
    ["90071992547409.92", 2, "en", "tooLarge"],
  ] as const
) {
  Deno.test(`“${text}” with ${digits} digits in ${language} is refused as ${fault}`, () => {
    assert.deepEqual(parseDecimal(text, digits, language), { fault });
  });
}

for (
  const [text, digits, language, value] of [
    ["12.34", 2, "en", 1234n],
    ["1,234.5", 2, "en", 123450n],
    ["1,234", 2, "en", 123400n],
    ["12,34", 2, "fr", 1234n],
    ["1\u202f234,5", 2, "fr", 123450n],
    ["1.234,50", 2, "fr", 123450n],
    ["12.34", 2, "fr", 1234n],
    ["1'000", 0, "fr", 1000n],
    ["−0,10", 2, "fr", -10n],
    [".5", 2, "en", 50n],
    ["12.3400", 2, "en", 1234n],
    ["1.234", 3, "en", 1234n],
    ["90071992547409.91", 2, "en", 9007199254740991n],
  ] as const
) {
  Deno.test(`“${text}” with ${digits} digits in ${language} is ${value}`, () => {
    assert.deepEqual(parseDecimal(text, digits, language), { value });
  });
}

Deno.test("a number is written back with all its digits", () => {
  assert.equal(plainDecimal(-5n, 2), "-0.05");
  assert.equal(plainDecimal(1234n, 0), "1234");
  assert.equal(plainDecimal(-9223372036854775808n, 3), "-9223372036854775.808");
});

Deno.test("a field shows no zeros that nobody typed", () => {
  assert.equal(typedDecimal(1250n, 2, "fr"), "12,5");
  assert.equal(typedDecimal(1200n, 2, "en"), "12");
  assert.equal(typedDecimal(1200n, 0, "en"), "1200");
});
