import type { AuditEntry } from "../../api/audit.ts";
import type { SettingsWords } from "../words/english.ts";

type AuditWords = SettingsWords["audit"];

/** What was done, in words; its code where a newer node knows acts that this page does not. */
export function actText(words: AuditWords, action: string): string {
  const acts: Readonly<Record<string, string | undefined>> = words.acts;
  return acts[action] ?? action;
}

/** Who did it. */
export function actorText(words: AuditWords, { id, label }: AuditEntry["actor"]): string {
  if (label === "") return words.noActor;
  // Without a person it was someone at the machine itself, whom the node calls so.
  return id === null && label === "operator" ? words.operator : label;
}
