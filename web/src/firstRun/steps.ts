import type { Lead } from "../api/Lead.ts";
import { SAMPLE_TAG } from "./sampleLeads.ts";

export const stepNames = ["workspace", "team", "mail", "backup", "drop", "ready"] as const;

export type StepName = typeof stepNames[number];

/** How far a workspace is on its way to the first lead that is ready; sample data counts for nothing. */
export interface Progress {
  readonly done: ReadonlySet<StepName>;
  /** The lead to look at: the first that is ready, else the first that was dropped. */
  readonly lead: Lead | null;
  readonly hasSamples: boolean;
}

/** `seen` are the steps that were done from the list, or whose page was opened from it. */
export function progressOf(leads: readonly Lead[], memberCount: number, seen: readonly string[]): Progress {
  const own = leads.filter((lead) => !isSample(lead));
  const ready = own.findLast(({ status }) => status === "ready");
  const done = new Set<StepName>();
  for (const name of ["workspace", "mail", "backup"] as const) if (seen.includes(name)) done.add(name);
  if (memberCount > 1 || seen.includes("team")) done.add("team");
  if (own.length > 0) done.add("drop");
  if (ready !== undefined) done.add("ready");
  return { done, lead: ready ?? own.at(-1) ?? null, hasSamples: own.length < leads.length };
}

export function isSample({ tags }: Lead): boolean {
  return tags.includes(SAMPLE_TAG);
}
