import * as assert from "node:assert/strict";
import { added, weighted } from "./sums.ts";

Deno.test("a currency that comes to nothing goes", () => {
  assert.deepEqual(added([{ amount: 5, currency: "EUR" }], { amount: 5, currency: "EUR" }, -1), []);
});

Deno.test("currencies are summed apart, in the order of their codes", () => {
  assert.deepEqual(added([{ amount: 5, currency: "EUR" }], { amount: 7, currency: "CHF" }, 1), [
    { amount: 7, currency: "CHF" },
    { amount: 5, currency: "EUR" },
  ]);
});

Deno.test("halves go to the even neighbour", () => {
  const of = (amount: number) => weighted([{ amount, currency: "EUR" }], 50)[0]?.amount;
  assert.deepEqual([of(3), of(5), of(7)], [2, 2, 4]);
});
