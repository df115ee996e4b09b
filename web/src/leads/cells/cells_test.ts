import * as assert from "node:assert/strict";
import { neighbourCell } from "./cells.ts";

Deno.test("Tab leaves the row past its last cell and before its first one", () => {
  assert.equal(neighbourCell(["contact", "owner", "status", "tags"], "tags", 1), null);
  assert.equal(neighbourCell(["contact", "owner", "status", "tags"], "owner", -1), null);
});

Deno.test("Tab passes over what cannot be written in", () => {
  assert.equal(neighbourCell(["owner", "status", "score", "tags"], "owner", 1), "tags");
  assert.equal(neighbourCell(["owner", "status", "score", "tags"], "tags", -1), "owner");
});
