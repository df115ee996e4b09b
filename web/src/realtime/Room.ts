import type { Cursor } from "./Cursor.ts";
import type { Presence } from "./presence.ts";

/** What the page wants of a room. */
export interface RoomWish {
  /** The place of the state that is shown: what came after it is asked for. */
  readonly cursor: Cursor | null;
  /** Who is in the room is shown here, and this page to them. */
  readonly presence: boolean;
}

/** A room that is wanted, and how far the page is in it. */
export interface Room {
  readonly wantsPresence: boolean;
  /** Moves with every durable event; the next join asks for what came after. */
  readonly cursor: Cursor | null;
  /** The reference of the join that counts; null while none has been sent on this socket. */
  readonly joinRef: string | null;
  readonly joined: boolean;
  /** True once the room was joined: the next join is a return. */
  readonly known: boolean;
  /** The node said that whoever is signed in may not be here. */
  readonly refused: boolean;
  /** Null while not known: not joined, or joined without it. */
  readonly presence: Presence | null;
}

export function wantedRoom({ cursor, presence }: RoomWish): Room {
  return {
    wantsPresence: presence,
    cursor,
    joinRef: null,
    joined: false,
    known: false,
    refused: false,
    presence: null,
  };
}

/** The room without its join: only the cursor outlives it. */
export function unjoined(room: Room): Room {
  return { ...room, joinRef: null, joined: false, presence: null };
}

export function joinPayload({ wantsPresence, cursor }: Room, token: string | null): unknown {
  return {
    config: {
      private: true,
      broadcast: { self: false, ack: false },
      presence: { enabled: wantsPresence },
      ...(cursor === null ? {} : { cursor }),
    },
    ...(token === null ? {} : { access_token: token }),
  };
}

/** What shows this page to the others; the node adds whose page it is. */
export const trackPayload = { type: "presence", event: "track", payload: {} };
