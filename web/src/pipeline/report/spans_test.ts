import * as assert from "node:assert/strict";
import { formatsFor } from "../../i18n/formats.ts";
import { englishPipeline } from "../words/english.ts";
import { lastDays, spanOf, spanText } from "./spans.ts";

const text = (ms: number | null) => spanText(ms, englishPipeline.report, formatsFor("en"));
const today = new Date(2026, 2, 1);

Deno.test("no time has no length", () => assert.equal(text(null), "–"));

Deno.test("a time is told in the largest unit of which there are two", () => {
  assert.deepEqual([text(90_000), text(3_600_000), text(9_000_000), text(172_800_000), text(8_640_000_000)], [
    "1.5 min",
    "60 min",
    "2.5 h",
    "2 d",
    "100 d",
  ]);
});

Deno.test("an address without two days means the last ninety", () => {
  for (const search of ["", "?from=2026-01-01", "?from=x&to=2026-01-01", "?from=2026-13-01&to=2026-01-01"]) {
    assert.deepEqual(spanOf(search, today), { from: "2025-12-02", to: "2026-03-01" });
  }
  assert.deepEqual(spanOf("?from=2026-01-01&to=2026-01-31", today), { from: "2026-01-01", to: "2026-01-31" });
});

Deno.test("the last days include today", () => {
  assert.deepEqual(lastDays(1, today), { from: "2026-03-01", to: "2026-03-01" });
});
