import * as assert from "node:assert/strict";
import { codeOf } from "./codeText.ts";

for (
  const [text, code] of [
    ["", ""],
    ["abc", ""],
    ["12", "12"],
    ["12a3", "123"],
    ["1234567", "123456"],
    [" 123456\n", "123456"],
    ["123 456", "123456"],
    ["123\u202f456", "123456"],
    ["123-456", "123456"],
    ["1 2 3 4 5 6", "123456"],
    ["Votre code Uprising : 049 217 (10 minutes)", "049217"],
    ["In 10 minutes 049217 ends", "049217"],
    ["١٢٣٤٥٦", "123456"],
    ["１２３４５６", "123456"],
  ] as const
) {
  Deno.test(`“${text.trim()}” gives “${code}”`, () => assert.equal(codeOf(text, 6), code));
}
