import type { WriteKind } from "../Write.ts";

/** Every sentence about being offline, in English. */
export const englishOffline = {
  title: "Offline",
  asOf: (when: string) => `The node cannot be reached. What you see is as of ${when}.`,
  lost: "The node cannot be reached. What you see may be behind.",
  waiting: (count: number) => count === 1 ? "One change waits to be sent." : `${count} changes wait to be sent.`,
  sending: "Sending what waited…",
  undecided: (count: number) => count === 1 ? "One change needs you." : `${count} changes need you.`,
  show: "Show",
  hide: "Hide",
  sendNow: "Try now",
  list: "Changes that the node does not have yet",
  kinds: {
    drop: (lead: string) => `Drop ${lead}`,
    move: (lead: string) => `Move ${lead}`,
    edit: (lead: string) => `Change ${lead}`,
    note: (lead: string) => `Note on ${lead}`,
  } satisfies Record<WriteKind, (lead: string) => string>,
  states: {
    waiting: "waits",
    sending: "is being sent",
    refused: "refused",
    conflict: "changed by someone else meanwhile",
  },
  discard: "Do not send",
  discardLabel: (what: string) => `Do not send: ${what}`,
  again: "Send again",
  theirs: "Leave theirs",
  mine: "Keep mine",
  inTrash: "The lead is in the trash by now.",
  moved: "Someone else has moved it meanwhile.",
  now: (field: string, theirs: string, mine: string) => `${field}: theirs “${theirs}”, yours “${mine}”`,
  kept: "Kept here, and sent when the node can be reached.",
};

export type OfflineWords = typeof englishOffline;
