import * as assert from "node:assert/strict";
import { englishWarRoom } from "./words/english.ts";
import { formatsFor } from "../i18n/formats.ts";
import { frenchWarRoom } from "./words/french.ts";
import { typingText } from "./typingText.ts";

for (
  const [names, en, fr] of [
    [[], "", ""],
    [["Anna"], "Anna is writing…", "Anna écrit…"],
    [["Anna", "Bo"], "Anna and Bo are writing…", "Anna et Bo écrivent…"],
    [["Anna", "Bo", "Cy"], "3 people are writing…", "3 personnes écrivent…"],
  ] as const
) {
  Deno.test(`${names.length} who write read “${en}” and “${fr}”`, () => {
    assert.equal(typingText(names, englishWarRoom.typing, formatsFor("en")), en);
    assert.equal(typingText(names, frenchWarRoom.typing, formatsFor("fr")), fr);
  });
}
