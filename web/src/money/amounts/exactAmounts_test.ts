import * as assert from "node:assert/strict";
import { withExactAmounts } from "./exactAmounts.ts";

Deno.test("what is no JSON is refused", () => {
  let refusal: unknown = null;
  try {
    withExactAmounts('{"amount":');
  } catch (error) {
    refusal = error;
  }
  assert.ok(refusal instanceof SyntaxError);
});

Deno.test("words that look like an amount stay words", () => {
  const memo = 'he wrote {"amount":12} and ,"amount":13,';
  assert.deepEqual(withExactAmounts(JSON.stringify({ memo, amounts: [1] })), { memo, amounts: [1] });
});

Deno.test("the ends of 64 bits are kept to their last digit", () => {
  const text =
    '{"items":[{"amount":{"amount":9223372036854775807,"currency":"EUR"}},{ "amount" : -9223372036854775808 }]}';
  assert.deepEqual(withExactAmounts(text), {
    items: [{ amount: { amount: 9223372036854775807n, currency: "EUR" } }, { amount: -9223372036854775808n }],
  });
});

Deno.test("other numbers stay numbers, and an amount that is not there stays null", () => {
  assert.deepEqual(withExactAmounts('{"number":3,"amount":null}'), { number: 3, amount: null });
});
