import * as assert from "node:assert/strict";
import { between, durationText, roughDuration } from "./durationText.ts";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

for (
  const [ms, en, fr] of [
    [-5, "0ms", "0 ms"],
    [0.42, "0.4ms", "0,4 ms"],
    [412, "412ms", "412 ms"],
    [3_260, "3.2s", "3,2 s"],
    [59_990, "59.9s", "59,9 s"],
    [60_000, "1m", "1 min"],
    [252_000, "4m 12s", "4 min 12 s"],
    [7_500_000, "2h 5m", "2 h 5 min"],
    [90_000_000, "1d 1h", "1 j 1 h"],
  ] as const
) {
  Deno.test(`${ms} ms read “${en}” and “${fr}”`, () => {
    assert.equal(plain(durationText(ms, "en")), en);
    assert.equal(plain(durationText(ms, "fr")), fr);
  });
}

Deno.test("where there is little room one unit is enough", () => {
  const rough = [412, 3_260, 252_000, 3_599_000, 7_500_000, 90_000_000].map((ms) => roughDuration(ms, "en"));
  assert.deepEqual(rough, ["412ms", "3.2s", "4.2m", "59m", "2h", "1d"]);
  assert.equal(plain(roughDuration(252_000, "fr")), "4,2 min");
});

Deno.test("between moments of which one is missing there is no time", () => {
  assert.equal(between(null, "2020-01-01T00:00:00Z"), null);
  assert.equal(between("2020-01-01T00:00:00Z", null), null);
  assert.equal(between("2020-01-01T00:00:00.250000Z", "2020-01-01T00:00:01Z"), 750);
});
