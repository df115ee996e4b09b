import * as assert from "node:assert/strict";
import type { Member } from "../../../api/members.ts";
import { lead } from "../../../testing/samples.ts";
import { laneOf, lanesOf } from "./lanes.ts";

const members = [["2", "Ada"], ["1", "Bo"]].map(([id, name]) => ({ person: { id, name } }) as unknown as Member);

function keys(kind: "owner" | "tag" | "score", ...leads: ReturnType<typeof lead>[]): readonly string[] {
  return lanesOf(kind, new Map([["s", leads]]), members).map(({ key }) => key);
}

Deno.test("leads without what lanes are by come last", () => {
  assert.deepEqual(keys("owner", lead("1"), lead("2", { ownerId: "1" })), ["1", ""]);
  assert.deepEqual(keys("tag", lead("1"), lead("2", { tags: ["b"] }), lead("3", { tags: ["a", "b"] })), ["a", "b", ""]);
});

Deno.test("owners come by name, scores from high to low", () => {
  assert.deepEqual(keys("owner", lead("1", { ownerId: "1" }), lead("2", { ownerId: "2" })), ["2", "1"]);
  const scores = [5, 40, 100].map((score, index) => lead(`${index}`, { score }));
  assert.deepEqual(keys("score", ...scores), ["high", "middling", "low"]);
});

Deno.test("the bands of scores meet without a gap", () => {
  const bands = [0, 39, 40, 69, 70, 100].map((score) => laneOf("score", lead("1", { score })));
  assert.deepEqual(bands, ["low", "low", "middling", "middling", "high", "high"]);
});

Deno.test("a lane keeps the order of its cards in each stage, and counts them", () => {
  const [one, two, other] = [lead("1"), lead("2"), lead("3", { tags: ["x"] })];
  const lanes = lanesOf("tag", new Map([["s", [one, other]], ["t", [two]]]), members);
  assert.deepEqual(lanes.map(({ key, count }) => [key, count]), [["x", 1], ["", 2]]);
  assert.deepEqual(lanes[1]?.cards.get("s"), [one]);
  assert.deepEqual(lanes[1]?.cards.get("t"), [two]);
});
