import type { BoardLead } from "../../../api/pipeline.ts";
import type { Lookups } from "../../../leadWork/useLookups.ts";

/** What the board is divided by, across its stages. */
export const laneKinds = ["none", "owner", "tag", "score"] as const;

export type LaneKind = typeof laneKinds[number];

/** Of a hundred: from here on a score is high, and from there on middling. */
const HIGH = 70;
const MIDDLING = 40;

/** A lane across the stages; the empty key is that of leads without what lanes are by. */
export interface Lane {
  readonly key: string;
  /** The cards of each stage that are in it, in their order. */
  readonly cards: ReadonlyMap<string, readonly BoardLead[]>;
  readonly count: number;
}

/** In which lane a lead stands. Of several tags, it is the first. */
export function laneOf(kind: LaneKind, lead: BoardLead): string {
  switch (kind) {
    case "none":
      return "";
    case "owner":
      return lead.ownerId ?? "";
    case "tag":
      return lead.tags[0] ?? "";
    case "score":
      return lead.score === null ? "" : lead.score >= HIGH ? "high" : lead.score >= MIDDLING ? "middling" : "low";
  }
}

/** The lanes that have cards, in the order in which people look for them; the one without comes last. */
export function lanesOf(
  kind: LaneKind,
  cards: ReadonlyMap<string, readonly BoardLead[]>,
  members: Lookups["members"],
): readonly Lane[] {
  const lanes = new Map<string, Map<string, BoardLead[]>>();
  for (const [stageId, list] of cards) {
    for (const lead of list) {
      const key = laneOf(kind, lead);
      const lane = lanes.get(key) ?? new Map<string, BoardLead[]>();
      lanes.set(key, lane);
      lane.set(stageId, [...lane.get(stageId) ?? [], lead]);
    }
  }
  const bands = ["high", "middling", "low"];
  const nameOf = (key: string) =>
    kind === "owner"
      ? members.find(({ person }) => person.id === key)?.person.name ?? key
      : kind === "score"
      ? `${bands.indexOf(key)}`
      : key;
  return [...lanes].map(([key, of]) => ({
    key,
    cards: of,
    count: [...of.values()].reduce((sum, list) => sum + list.length, 0),
  })).toSorted((one, other) => {
    if (one.key === "" || other.key === "") return one.key === other.key ? 0 : one.key === "" ? 1 : -1;
    return nameOf(one.key).localeCompare(nameOf(other.key));
  });
}

/** The cards of each stage as they are seen from above with lanes, one lane after the other. */
export function alongLanes(
  cards: ReadonlyMap<string, readonly BoardLead[]>,
  lanes: readonly Lane[],
): ReadonlyMap<string, readonly BoardLead[]> {
  return new Map([...cards.keys()].map((stageId) => [stageId, lanes.flatMap((lane) => lane.cards.get(stageId) ?? [])]));
}

function storageKey(projectId: string): string {
  return `uprising.lanes.${projectId}`;
}

/** What this browser divides the board of a project by. */
export function rememberedLanes(projectId: string): LaneKind {
  try {
    const kept = localStorage.getItem(storageKey(projectId));
    return laneKinds.find((kind) => kind === kept) ?? "none";
  } catch {
    return "none";
  }
}

export function rememberLanes(projectId: string, kind: LaneKind): void {
  try {
    if (kind === "none") localStorage.removeItem(storageKey(projectId));
    else localStorage.setItem(storageKey(projectId), kind);
  } catch {
    // Storage may be switched off; then nothing is remembered.
  }
}
