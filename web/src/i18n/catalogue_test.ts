import * as assert from "node:assert/strict";
import { englishFiles } from "../files/words/english.ts";
import { frenchFiles } from "../files/words/french.ts";
import { englishJobs } from "../jobs/words/english.ts";
import { frenchJobs } from "../jobs/words/french.ts";
import { englishImports } from "../imports/words/english.ts";
import { frenchImports } from "../imports/words/french.ts";
import { englishLeadWork } from "../leadWork/words/english.ts";
import { frenchLeadWork } from "../leadWork/words/french.ts";
import { englishSettings } from "../settings/words/english.ts";
import { frenchSettings } from "../settings/words/french.ts";
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
  "Invitations",
  "Pause",
  "Pause…",
  "Actions",
  "Arguments",
  "Arguments (JSON)",
  "Public",
  "SIREN",
  "Note",
  "Archives",
  "Message",
  "–",
]);

const catalogues = [
  ["page", english, french],
  ["settings", englishSettings, frenchSettings],
  ["jobs", englishJobs, frenchJobs],
  ["files", englishFiles, frenchFiles],
  ["imports", englishImports, frenchImports],
  ["work on leads", englishLeadWork, frenchLeadWork],
] as const;

for (const [name, original, translation] of catalogues) {
  Deno.test(`${name}: no sentence is empty or left in English`, () => {
    const originals = new Map(leaves(original, ""));
    for (const [path, text] of leaves(translation, "")) {
      if (typeof text !== "string") continue;
      assert.notEqual(text.trim(), "", path);
      if (!shared.has(text)) assert.notEqual(text, originals.get(path), path);
    }
  });

  Deno.test(`${name}: French double punctuation follows a non-breaking space`, () => {
    for (const [path, text] of leaves(translation, "")) {
      // A sentence with gaps is looked at with its gaps filled by their own names.
      const sentence = typeof text === "function" ? String(text("x", "y")) : text;
      if (typeof sentence === "string") assert.ok(!/ [:;?!»]|« /.test(sentence), path);
    }
  });
}
