import * as assert from "node:assert/strict";
import { moneyText } from "./moneyText.ts";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

for (
  const [amount, currency, en, fr] of [
    [123456n, "EUR", "€1,234.56", "1 234,56 €"],
    [-5n, "EUR", "-€0.05", "-0,05 €"],
    [1234n, "JPY", "JP¥1,234", "1 234 JPY"],
    [1234n, "KWD", "KWD 1.234", "1,234 KWD"],
    [150n, "HUF", "HUF 1.50", "1,50 HUF"],
    [9223372036854775807n, "EUR", "€92,233,720,368,547,758.07", "92 233 720 368 547 758,07 €"],
  ] as const
) {
  Deno.test(`${amount} of ${currency} reads “${en}” and “${fr}”`, () => {
    assert.equal(plain(moneyText({ amount, currency }, "en")), en);
    assert.equal(plain(moneyText({ amount, currency }, "fr")), fr);
  });
}
