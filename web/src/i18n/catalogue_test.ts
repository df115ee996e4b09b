import * as assert from "node:assert/strict";
import { englishChat } from "../chat/words/english.ts";
import { frenchChat } from "../chat/words/french.ts";
import { englishErrors } from "../errors/words/english.ts";
import { frenchErrors } from "../errors/words/french.ts";
import { englishFiles } from "../files/words/english.ts";
import { frenchFiles } from "../files/words/french.ts";
import { englishInbox } from "../inbox/words/english.ts";
import { frenchInbox } from "../inbox/words/french.ts";
import { englishJobs } from "../jobs/words/english.ts";
import { frenchJobs } from "../jobs/words/french.ts";
import { englishImports } from "../imports/words/english.ts";
import { frenchImports } from "../imports/words/french.ts";
import { englishLeadWork } from "../leadWork/words/english.ts";
import { frenchLeadWork } from "../leadWork/words/french.ts";
import { englishMoney } from "../money/words/english.ts";
import { frenchMoney } from "../money/words/french.ts";
import { englishObserving } from "../observing/words/english.ts";
import { frenchObserving } from "../observing/words/french.ts";
import { englishBulk } from "../bulk/words/english.ts";
import { frenchBulk } from "../bulk/words/french.ts";
import { englishDropping } from "../dropLead/words/english.ts";
import { frenchDropping } from "../dropLead/words/french.ts";
import { englishFirstRun } from "../firstRun/words/english.ts";
import { frenchFirstRun } from "../firstRun/words/french.ts";
import { englishOffline } from "../offline/words/english.ts";
import { frenchOffline } from "../offline/words/french.ts";
import { englishPalette } from "../palette/words/english.ts";
import { frenchPalette } from "../palette/words/french.ts";
import { englishPipeline } from "../pipeline/words/english.ts";
import { frenchPipeline } from "../pipeline/words/french.ts";
import { englishSettings } from "../settings/words/english.ts";
import { frenchSettings } from "../settings/words/french.ts";
import { englishSignIn } from "../signIn/words/english.ts";
import { frenchSignIn } from "../signIn/words/french.ts";
import { englishUpkeep } from "../upkeep/words/english.ts";
import { frenchUpkeep } from "../upkeep/words/french.ts";
import { englishWarRoom } from "../warRoom/words/english.ts";
import { frenchWarRoom } from "../warRoom/words/french.ts";
import { englishWebhooks } from "../webhooks/words/english.ts";
import { frenchWebhooks } from "../webhooks/words/french.ts";
import { english } from "./english.ts";
import { french } from "./french.ts";

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** Words that are the same in both languages. */
const shared = new Set([
  "Leads",
  "Pipeline",
  "Conversion",
  "Versions…",
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
  "Notifications",
  "Webhooks",
  "Imports",
  "Conversion",
  "Versions…",
  "Traces",
  "DSN",
  "Slack",
  "minutes",
]);

const catalogues = [
  ["page", english, french],
  ["way in", englishSignIn, frenchSignIn],
  ["war room", englishWarRoom, frenchWarRoom],
  ["settings", englishSettings, frenchSettings],
  ["jobs", englishJobs, frenchJobs],
  ["files", englishFiles, frenchFiles],
  ["imports", englishImports, frenchImports],
  ["chat", englishChat, frenchChat],
  ["pipeline", englishPipeline, frenchPipeline],
  ["work on leads", englishLeadWork, frenchLeadWork],
  ["money", englishMoney, frenchMoney],
  ["inbox", englishInbox, frenchInbox],
  ["webhooks", englishWebhooks, frenchWebhooks],
  ["node", englishObserving, frenchObserving],
  ["errors", englishErrors, frenchErrors],
  ["offline", englishOffline, frenchOffline],
  ["bulk", englishBulk, frenchBulk],
  ["dropping", englishDropping, frenchDropping],
  ["first run", englishFirstRun, frenchFirstRun],
  ["palette", englishPalette, frenchPalette],
  ["upkeep", englishUpkeep, frenchUpkeep],
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
