import * as assert from "node:assert/strict";
import { runTime } from "./timeText.ts";

const plain = (text: string | null): string => (text ?? "null").replace(/[\u00a0\u202f]/g, " ");

Deno.test("a zone that the browser does not know gives no time", () => {
  assert.equal(runTime("2020-06-15T12:00:00Z", "en", "Mars/Olympus"), null);
});

Deno.test("a run is told in the zone of its schedule", () => {
  assert.ok(/^Mon,? 15 Jun, 21:00$/.test(plain(runTime("2020-06-15T12:00:00Z", "en", "Asia/Tokyo"))));
  assert.ok(/^lun\. 15 juin.*21:00$/.test(plain(runTime("2020-06-15T12:00:00Z", "fr", "Asia/Tokyo"))));
});
