import * as assert from "node:assert/strict";
import { columnNames, COLUMNS_MAX, columnsOf, nextSort, templateOf, usualColumns } from "./columns.ts";

Deno.test("what is no column is left out, and nothing left shows the usual ones", () => {
  assert.deepEqual(columnsOf(["score", "nonsense", 7, "score"]), ["score"]);
  assert.deepEqual(columnsOf(["nonsense"]), usualColumns);
  assert.deepEqual(columnsOf("score"), usualColumns);
});

Deno.test("columns stand in their order, and not more than can be read", () => {
  assert.deepEqual(columnsOf(["score", "email"]), ["email", "score"]);
  assert.equal(columnsOf(columnNames).length, COLUMNS_MAX);
  assert.equal(templateOf(["score"]), "minmax(0,5fr) 3.5rem");
});

Deno.test("a head asks for its order, and then for the other one where there is one", () => {
  assert.equal(nextSort("phone", "-created"), null);
  assert.deepEqual([nextSort("score", "-created"), nextSort("score", "-score"), nextSort("score", "score")], [
    "-score",
    "score",
    "-score",
  ]);
  assert.equal(nextSort("value", "-value"), "-value");
});
