import type { Occupant, Presence } from "./presence.ts";

export interface RoomPerson extends Occupant {
  readonly isSelf: boolean;
}

/** The people in a room, one entry however many tabs each has: oneself first, then the others by name. */
export function peopleIn(presence: Presence, ownUserId: string): readonly RoomPerson[] {
  const people = new Map<string, RoomPerson>();
  for (const { occupant } of [...presence.values()].flat()) {
    // The newest tab wins: a name that was changed meanwhile is its own.
    if (occupant !== null) people.set(occupant.userId, { ...occupant, isSelf: occupant.userId === ownUserId });
  }
  return [...people.values()].toSorted((a, b) =>
    Number(b.isSelf) - Number(a.isSelf) || a.name.localeCompare(b.name) || (a.userId < b.userId ? -1 : 1)
  );
}
