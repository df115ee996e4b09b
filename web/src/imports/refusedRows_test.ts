import * as assert from "node:assert/strict";
import { refusedRows } from "./refusedRows.ts";

Deno.test("a report without rows, or cut off within one, has no row too many", () => {
  assert.deepEqual(refusedRows("", 5), []);
  assert.deepEqual(refusedRows("company,line,reason\r\n", 5), []);
  assert.deepEqual(refusedRows('company,line,reason\r\nAcme,3,"No e-m', 5), []);
});

Deno.test("line and reason are the last two columns, whatever stands in the others", () => {
  const report = 'company,notes,line,reason\r\n"A ""b"", c","two\nlines",7,"No, not so."\r\n,x,9,Bad\r\n';
  assert.deepEqual(refusedRows(report, 5), [
    { line: "7", reason: "No, not so.", cells: ['A "b", c', "two\nlines"] },
    { line: "9", reason: "Bad", cells: ["x"] },
  ]);
  assert.equal(refusedRows(report, 1).length, 1);
});
