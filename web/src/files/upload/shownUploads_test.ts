import * as assert from "node:assert/strict";
import { MOST_SHOWN, shownUploads } from "./shownUploads.ts";
import { newUpload, type UploadPhase } from "./uploadMachine.ts";
import type { Upload } from "./UploadQueue.ts";

function upload(id: number, phase: UploadPhase): Upload {
  const file = new File([], `f${id}`);
  return { id, bucket: "b", folder: "", file, name: file.name, state: { ...newUpload(0), phase } };
}

Deno.test("of many, those that need somebody and those that move are shown first", () => {
  const all = Array.from({ length: MOST_SHOWN + 3 }, (_, id) => upload(id, "queued"));
  all[10] = upload(10, "done");
  all[20] = upload(20, "sending");
  all[21] = upload(21, "creating");
  all.push(upload(99, "failed"));
  const shown = shownUploads(all);
  assert.equal(shown.length, MOST_SHOWN);
  assert.deepEqual(shown.slice(0, 4).map(({ id }) => id), [99, 20, 21, 0]);
  assert.ok(!shown.includes(all[10]));
});

Deno.test("a few stay where they are", () => {
  const all = [upload(1, "done"), upload(2, "failed")];
  assert.equal(shownUploads(all), all);
});
