import assert from "node:assert/strict";
import { changeLines } from "./changeLines.ts";

const words = {
  score: "Score",
  added: (label: string, value: string) => `+ ${label} ${value}`,
  removed: (label: string, value: string) => `- ${label} ${value}`,
  changed: (label: string, before: string, after: string) => `${label} ${before} > ${after}`,
};

const none = { since: "2026-01-01T00:00:00.000Z", score: { before: 5, after: 5 }, added: [], removed: [], changed: [] };

Deno.test("a first analysis and one without changes have no line", () => {
  assert.deepEqual(changeLines(null, words), []);
  assert.deepEqual(changeLines(none, words), []);
});

Deno.test("score, what came, what went and what became another have a line each", () => {
  const lines = changeLines({
    ...none,
    score: { before: 5, after: 9 },
    added: [{ kind: "email", label: "E-mail", value: "a" }],
    removed: [{ kind: "phone", label: "Phone", value: "b" }],
    changed: [{ kind: "last_update", label: "Update", before: "c", after: "d" }],
  }, words);
  assert.deepEqual(lines, ["Score 5 > 9", "+ E-mail a", "- Phone b", "Update c > d"]);
});
