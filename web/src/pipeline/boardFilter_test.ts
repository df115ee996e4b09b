import * as assert from "node:assert/strict";
import { boardQuery, boardSearch, parseBoardSearch } from "./boardFilter.ts";

Deno.test("an address without a project names none", () => {
  assert.deepEqual([parseBoardSearch("").projectId, parseBoardSearch("?project=").projectId], [null, null]);
});

Deno.test("stage, order, trash and archive are none of a board’s filters", () => {
  const { projectId, filter } = parseBoardSearch(
    "?project=p&stage=s&sort=due&trash=true&archived=only&owner=none&q=acme",
  );
  assert.deepEqual([projectId, boardQuery(filter)], ["p", "q=acme&owner=none"]);
});

Deno.test("the address of a board leads back to it", () => {
  const { projectId, filter } = parseBoardSearch("?project=p&tag=a&tag=b&stale=true");
  assert.deepEqual(parseBoardSearch(boardSearch(projectId ?? "", filter)), { projectId, filter });
});
