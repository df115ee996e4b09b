import * as assert from "node:assert/strict";
import { english } from "./english.ts";
import { french } from "./french.ts";

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** Words that are the same in both languages. */
const shared = new Set([
  "Leads",
  "Menu",
  "Score",
  "Contact",
  "Notes",
  "Code",
  "Trace",
  "Source",
  "Points",
  "Dossier",
  "Lead",
  "Signal",
  "E-mail",
  "Dossier (PDF)",
]);

Deno.test("no sentence is empty or left in English", () => {
  const originals = new Map(leaves(english, ""));
  for (const [path, text] of leaves(french, "")) {
    if (typeof text !== "string") continue;
    assert.notEqual(text.trim(), "", path);
    if (!shared.has(text)) assert.notEqual(text, originals.get(path), path);
  }
});

Deno.test("French double punctuation follows a non-breaking space", () => {
  for (const [path, text] of leaves(french, "")) {
    if (typeof text === "string") assert.ok(!/ [:;?!»]|« /.test(text), path);
  }
});
