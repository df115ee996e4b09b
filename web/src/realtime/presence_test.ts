import * as assert from "node:assert/strict";
import { afterDiff, type Presence, presenceOf } from "./presence.ts";

const ada = { userId: "u1", name: "Ada" };
const bo = { userId: "u2", name: "Bo" };

const meta = (ref: string, occupant = ada, more: object = {}) => ({ phx_ref: ref, ...occupant, ...more });
const refs = (presence: Presence) => [...presence].map(([key, tabs]) => [key, tabs.map((tab) => tab.ref)]);

const both = presenceOf({ u1: { metas: [meta("a"), meta("b")] }, u2: { metas: [meta("c", bo)] } });

for (
  const [what, state] of [
    ["nothing", null],
    ["text", "u1"],
    ["a key that has no metas", { u1: {} }],
    ["an empty list of metas", { u1: { metas: [] } }],
    ["metas without a reference", { u1: { metas: [{ userId: "u1", name: "Ada" }, null, 7] } }],
  ] as const
) Deno.test(`${what} is nobody`, () => assert.equal(presenceOf(state).size, 0));

for (
  const diff of [null, "text", {}, { joins: {}, leaves: {} }, { joins: null, leaves: { u9: { metas: [meta("z")] } } }]
) {
  Deno.test(`${JSON.stringify(diff)} changes nothing`, () => assert.deepEqual(afterDiff(both, diff), both));
}

Deno.test("a state tells each tab and whose it is", () => {
  assert.deepEqual(refs(both), [["u1", ["a", "b"]], ["u2", ["c"]]]);
  assert.deepEqual(both.get("u2"), [{ ref: "c", occupant: bo }]);
});

Deno.test("a connection that nobody stands behind is there without a person", () => {
  assert.deepEqual(presenceOf({ k: { metas: [{ phx_ref: "s" }] } }).get("k"), [{ ref: "s", occupant: null }]);
});

Deno.test("a second tab joins beside the first, and a new key behind the others", () => {
  const joins = { u2: { metas: [meta("d", bo)] }, u3: { metas: [meta("e")] } };
  assert.deepEqual(refs(afterDiff(both, { joins, leaves: {} })), [["u1", ["a", "b"]], ["u2", ["c", "d"]], ["u3", [
    "e",
  ]]]);
});

Deno.test("a join that is known already is there once", () => {
  assert.deepEqual(refs(afterDiff(both, { joins: { u1: { metas: [meta("a")] } }, leaves: {} }))[0], ["u1", ["b", "a"]]);
});

Deno.test("a tab leaves by its reference, and with its last tab the key", () => {
  const first = afterDiff(both, { joins: {}, leaves: { u1: { metas: [meta("a")] } } });
  assert.deepEqual(refs(first), [["u1", ["b"]], ["u2", ["c"]]]);
  assert.deepEqual(refs(afterDiff(first, { joins: {}, leaves: { u1: { metas: [{ phx_ref: "b" }] } } })), [["u2", [
    "c",
  ]]]);
});

Deno.test("a changed track is a join and a leave in one diff, and stays one tab", () => {
  const renamed = { userId: "u2", name: "Bob" };
  const after = afterDiff(both, {
    joins: { u2: { metas: [meta("c2", renamed, { phx_ref_prev: "c" })] } },
    leaves: { u2: { metas: [meta("c", bo)] } },
  });
  assert.deepEqual(after.get("u2"), [{ ref: "c2", occupant: renamed }]);
});
