import * as assert from "node:assert/strict";
import { bookmarklet, droppedOf } from "./dropped.ts";

const content = { uris: "", text: "", files: [] };

Deno.test("nothing, and files that are no table, become nothing", () => {
  assert.equal(droppedOf(content).kind, "nothing");
  assert.equal(droppedOf({ ...content, files: [new File([], "photo.png")] }).kind, "nothing");
});

Deno.test("one link or name opens the form with it", () => {
  assert.deepEqual(droppedOf({ ...content, uris: "# a comment\r\nhttps://dupont.example/", text: "Dupont" }), {
    kind: "lead",
    path: "/leads/new?company=Dupont&website=https%3A%2F%2Fdupont.example%2F",
  });
  assert.deepEqual(droppedOf({ ...content, text: " Dupont & Fils \n" }), {
    kind: "lead",
    path: "/leads/new?company=Dupont+%26+Fils",
  });
});

Deno.test("several lines are a list, and a file of comma-separated values a table", () => {
  assert.deepEqual(droppedOf({ ...content, text: "a.example\n\nb.example" }), {
    kind: "list",
    text: "a.example\nb.example",
  });
  assert.equal(droppedOf({ ...content, files: [new File([], "Leads.CSV")] }).kind, "table");
});

Deno.test("the bookmark names this node, and nothing of it needs to be escaped in an address", () => {
  const code = bookmarklet("https://node.example");
  assert.ok(code.startsWith("javascript:void%20open"));
  assert.ok(decodeURIComponent(code).includes('open("https://node.example/leads/new?"'));
});
