import * as assert from "node:assert/strict";
import { noFilter, parseFilter } from "../api/LeadFilter.ts";
import {
  activeFilters,
  filterOfView,
  isSameList,
  restValue,
  restValues,
  sortOf,
  viewQueryOf,
  withoutFilter,
  withRest,
} from "./filterRest.ts";

Deno.test("what is emptied is taken out, and an unknown order is the usual one", () => {
  const filter = withRest(withRest(noFilter, { owner: "p" }), { owner: "" });
  assert.deepEqual(filter, noFilter);
  assert.equal(sortOf(parseFilter("?sort=happiness")), "-created");
});

Deno.test("another project takes the stage of the one before with it", () => {
  const filter = parseFilter("?project=p&stage=s&owner=o");
  assert.equal(restValue(withRest(filter, { project: "q" }), "stage"), "");
  assert.equal(restValue(withRest(filter, { owner: "x" }), "stage"), "s");
});

Deno.test("each narrowing is taken off by itself; the order is none", () => {
  const filter = parseFilter("?q=port&tag=a&tag=b&score_min=20&archived=exclude&sort=due");
  assert.deepEqual(activeFilters(filter).map(({ name, value }) => `${name} ${value}`), [
    "tag a",
    "tag b",
    "score_min 20",
  ]);
  const less = withoutFilter(filter, { name: "tag", value: "a" });
  assert.deepEqual([restValues(less, "tag"), less.text, restValue(less, "score_min")], [["b"], "port", "20"]);
});

Deno.test("a view keeps the filter, also as the node writes it back", () => {
  const filter = parseFilter("?status=ready&q=port&tag=a&tag=b&score_min=20&sort=-score");
  assert.deepEqual(viewQueryOf(filter, ["score"]), {
    status: "ready",
    q: "port",
    tag: ["a", "b"],
    score_min: "20",
    columns: ["score"],
    sort: "-score",
  });
  const back = filterOfView({
    ...viewQueryOf(filter, []),
    score_min: 20,
    columns: ["company"],
    owner: null,
    trash: false,
  });
  assert.deepEqual(back, filter);
});

Deno.test("what is so anyway makes no other list", () => {
  assert.ok(isSameList(parseFilter("?sort=-created&archived=exclude"), noFilter));
  assert.ok(isSameList(parseFilter("?tag=b&tag=a"), parseFilter("?tag=a&tag=b")));
  assert.ok(!isSameList(parseFilter("?sort=created"), noFilter));
});
