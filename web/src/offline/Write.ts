import type { ApiFailure } from "../api/ApiFailure.ts";

/** What a write does, for the words that tell of it. */
export type WriteKind = "drop" | "move" | "edit" | "note";

/** A write as it is handed over: a request, and how to tell whether what it wants is already so. */
export interface WriteDraft {
  readonly kind: WriteKind;
  /** The lead that it is about, by name. */
  readonly about: string;
  readonly leadId: string | null;
  readonly method: "POST" | "PATCH";
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Sent with every attempt, so that what arrived twice is done once. */
  readonly key: string;
  /** The version that it is based on; null for what changes nothing that is there. */
  readonly version: number | null;
  /** The fields that must be as they were, and those that are to be otherwise. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly goal: Readonly<Record<string, unknown>>;
}

/** A write that the node does not have yet, as far as is known here. */
export interface Write extends WriteDraft {
  readonly id: string;
  readonly writtenAt: string;
  /** `conflict`: others changed the same fields meanwhile, and someone has to choose. */
  readonly state: "waiting" | "sending" | "refused" | "conflict";
  readonly failure: ApiFailure | null;
  /** The thing as it is now, of a conflict. */
  readonly current: Current | null;
}

export interface Current extends Readonly<Record<string, unknown>> {
  readonly version: number;
}

/** What a refused version means for a write, by what the thing is now. */
export type Meeting = "done" | "again" | "conflict";

/** Nothing is overwritten that its author did not see: only fields that are as they were are written over. */
export function meet({ before, goal }: WriteDraft, current: Current): Meeting {
  const wanted = Object.keys(goal);
  if (wanted.length > 0 && wanted.every((name) => isSame(current[name], goal[name]))) return "done";
  if (isGone(current)) return "conflict";
  const isFree = (name: string) =>
    isSame(current[name], before[name]) || (name in goal && isSame(current[name], goal[name]));
  return Object.keys(before).every(isFree) ? "again" : "conflict";
}

function isGone(current: Current): boolean {
  return typeof current["deletedAt"] === "string";
}

/** By what JSON says of them, whatever the order of their members. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one ?? null) === sorted(other ?? null);
}

function sorted(value: unknown): string {
  return JSON.stringify(
    value,
    (_, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => one < other ? -1 : 1))
        : part,
  );
}
