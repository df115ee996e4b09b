import * as assert from "node:assert/strict";
import { presenceOf } from "./presence.ts";
import { peopleIn } from "./roomPeople.ts";

const meta = (ref: string, userId: string, name: string) => ({ phx_ref: ref, userId, name });

Deno.test("nobody is in an empty room, nor where only a service is", () => {
  assert.deepEqual(peopleIn(new Map(), "u1"), []);
  assert.deepEqual(peopleIn(presenceOf({ k: { metas: [{ phx_ref: "s" }] } }), "u1"), []);
});

Deno.test("oneself comes first and is marked, the others follow by name", () => {
  const presence = presenceOf({
    u3: { metas: [meta("a", "u3", "Zoé")] },
    u2: { metas: [meta("b", "u2", "Élodie")] },
    u1: { metas: [meta("c", "u1", "Mia")] },
    u4: { metas: [meta("d", "u4", "Félix")] },
  });
  assert.deepEqual(
    peopleIn(presence, "u1").map(({ name, isSelf }) => [name, isSelf]),
    [["Mia", true], ["Élodie", false], ["Félix", false], ["Zoé", false]],
  );
});

Deno.test("tabs of one person are one entry, also under keys of their own, with the name of the newest", () => {
  const presence = presenceOf({
    first: { metas: [meta("a", "u2", "Bo"), meta("b", "u2", "Bo")] },
    second: { metas: [meta("c", "u2", "Bob")] },
  });
  assert.deepEqual(peopleIn(presence, "u1"), [{ userId: "u2", name: "Bob", isSelf: false }]);
});

Deno.test("people of one name are two", () => {
  const presence = presenceOf({ u2: { metas: [meta("a", "u2", "Bo")] }, u3: { metas: [meta("b", "u3", "Bo")] } });
  assert.deepEqual(peopleIn(presence, "u1").map(({ userId }) => userId), ["u2", "u3"]);
});
