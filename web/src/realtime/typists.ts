import type { TypingEnvelope } from "./Envelope.ts";

/** The node ends typing six seconds after its last sign; this is for a last word that got lost. */
export const TYPIST_MAX_MS = 8_000;

/** Someone who is writing in a room, in whichever tab. */
export interface Typist {
  readonly userId: string;
  readonly name: string;
  readonly version: number;
  /** From then on he counts as gone, unless a sign of him comes. */
  readonly untilMs: number;
}

/** By person, who began first comes first. */
export type Typists = ReadonlyMap<string, Typist>;

export const nobodyTypes: Typists = new Map();

export type TypistsInput =
  | { readonly kind: "event"; readonly envelope: TypingEnvelope; readonly nowMs: number }
  | { readonly kind: "passed"; readonly nowMs: number };

export function typistsReducer(typists: Typists, input: TypistsInput): Typists {
  return input.kind === "event"
    ? heard(typists, input.envelope, input.nowMs)
    : new Map([...typists].filter(([, { untilMs }]) => untilMs > input.nowMs));
}

function heard(typists: Typists, envelope: TypingEnvelope, nowMs: number): Typists {
  const { type, entityVersion: version, payload: { userId, name } } = envelope;
  const known = typists.get(userId);
  if (known !== undefined && known.version >= version) return typists;
  const next = new Map(typists);
  if (type === "typing.start") next.set(userId, { userId, name, version, untilMs: nowMs + TYPIST_MAX_MS });
  else next.delete(userId);
  return next;
}

/** When the next of them counts as gone; null when nobody types. */
export function nextEndMs(typists: Typists): number | null {
  return typists.size === 0 ? null : Math.min(...[...typists.values()].map(({ untilMs }) => untilMs));
}

/** Whoever types and is not the person at this page, who knows what he does in his other tabs. */
export function othersTyping(typists: Typists, ownUserId: string): readonly Typist[] {
  return [...typists.values()].filter(({ userId }) => userId !== ownUserId);
}
