import * as assert from "node:assert/strict";
import { previewKind } from "./previewKind.ts";

Deno.test("what a browser could run is shown as text, never as a picture or in a frame", () => {
  for (const type of ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "TEXT/HTML; charset=utf-8"]) {
    assert.equal(previewKind(type), "text", type);
  }
});

Deno.test("what there is no preview for is offered as a download", () => {
  for (const type of ["application/zip", "application/octet-stream", "", "video/mp4", "image/x-unknown"]) {
    assert.equal(previewKind(type), "none", type);
  }
});

Deno.test("pictures, PDF and text", () => {
  assert.equal(previewKind("image/png"), "image");
  assert.equal(previewKind("application/pdf"), "pdf");
  assert.equal(previewKind("text/plain; charset=utf-8"), "text");
  assert.equal(previewKind("application/ld+json"), "text");
});
