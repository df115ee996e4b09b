import { refusedDelay, retryDelay } from "./backoff.ts";
import { type Broadcast, parseBroadcast } from "./Broadcast.ts";
import { later, parseCursor } from "./Cursor.ts";
import type { Frame } from "./Frame.ts";
import { afterDiff, type Presence, presenceOf } from "./presence.ts";
import { joinPayload, type Room, type RoomWish, trackPayload, unjoined, wantedRoom } from "./Room.ts";

/** The stock clients' interval; the node closes a socket that is silent for a minute. */
export const HEARTBEAT_MS = 25_000;
/** A join that has no answer by then is sent again. */
export const JOIN_TIMEOUT_MS = 10_000;
/** How long a socket without rooms is kept, so that going from page to page does not reconnect. */
export const LINGER_MS = 30_000;

export type Timer = "heartbeat" | "reconnect" | "rejoin" | "linger";

/** One socket and the rooms wanted on it. `step` is its only way to change. */
export interface Connection {
  readonly phase: "idle" | "opening" | "open" | "waiting";
  /** Failed attempts since the last time that all was well. */
  readonly attempt: number;
  readonly nextRef: number;
  readonly heartbeatRef: string | null;
  /** The access token that joins are made with; null when nobody is signed in. */
  readonly token: string | null;
  readonly rooms: ReadonlyMap<string, Room>;
}

export const idleConnection: Connection = {
  phase: "idle",
  attempt: 0,
  nextRef: 1,
  heartbeatRef: null,
  token: null,
  rooms: new Map(),
};

export type Input =
  | { readonly kind: "join"; readonly topic: string; readonly wish: RoomWish }
  | { readonly kind: "leave"; readonly topic: string }
  /** Something for whoever is in the room at this moment: dropped when this page is not. */
  | { readonly kind: "broadcast"; readonly topic: string; readonly event: string; readonly payload: object }
  | { readonly kind: "opened" }
  | { readonly kind: "closed" }
  | { readonly kind: "frame"; readonly frame: Frame }
  | { readonly kind: "timer"; readonly timer: Timer }
  | { readonly kind: "token"; readonly token: string | null }
  /** The machine woke up or the network came back: do not wait for the timer. */
  | { readonly kind: "wake" };

export type Action =
  | { readonly kind: "open" }
  | { readonly kind: "close" }
  | { readonly kind: "send"; readonly frame: Frame }
  | { readonly kind: "start"; readonly timer: Timer; readonly delayMs: number }
  | { readonly kind: "stop"; readonly timer: Timer }
  | { readonly kind: "deliver"; readonly topic: string; readonly broadcast: Broadcast }
  /** The log no longer reaches back to the room's cursor: fetch the state again. */
  | { readonly kind: "gap"; readonly topic: string };

export interface Step {
  readonly connection: Connection;
  readonly actions: readonly Action[];
}

/** What happens on an input. Pure; `random` (0 to 1) spreads the retries. */
export function step(connection: Connection, input: Input, random: number): Step {
  switch (input.kind) {
    case "join":
      return join(connection, input.topic, input.wish);
    case "leave":
      return leave(connection, input.topic);
    case "broadcast":
      return broadcast(connection, input.topic, input.event, input.payload);
    case "opened":
      return opened(connection);
    case "closed":
      return lost(connection, random, []);
    case "frame":
      return received(connection, input.frame, random);
    case "timer":
      return fired(connection, input.timer, random);
    case "token":
      return renewed(connection, input.token);
    case "wake":
      return connection.phase === "waiting"
        ? open(connection, [{ kind: "stop", timer: "reconnect" }])
        : stay(connection);
  }
}

function stay(connection: Connection): Step {
  return { connection, actions: [] };
}

function open(connection: Connection, before: readonly Action[] = []): Step {
  return { connection: { ...connection, phase: "opening" }, actions: [...before, { kind: "open" }] };
}

function join(connection: Connection, topic: string, wish: RoomWish): Step {
  const wanted = withRoom(connection, topic, wantedRoom(wish));
  const stopLinger: Action = { kind: "stop", timer: "linger" };
  if (wanted.phase === "idle") return open(wanted, [stopLinger]);
  if (wanted.phase !== "open") return { connection: wanted, actions: [stopLinger] };
  const sent = sendJoins(wanted);
  return { connection: sent.connection, actions: [stopLinger, ...sent.actions] };
}

function leave(connection: Connection, topic: string): Step {
  const room = connection.rooms.get(topic);
  if (room === undefined) return stay(connection);
  const rooms = new Map(connection.rooms);
  rooms.delete(topic);
  const left = room.joinRef === null ? stay(connection) : push(connection, topic, room.joinRef, "phx_leave", {});
  const linger: Action[] = rooms.size === 0 ? [{ kind: "start", timer: "linger", delayMs: LINGER_MS }] : [];
  return { connection: { ...left.connection, rooms }, actions: [...left.actions, ...linger] };
}

function broadcast(connection: Connection, topic: string, event: string, payload: object): Step {
  const room = connection.rooms.get(topic);
  if (room === undefined || room.joinRef === null || !room.joined) return stay(connection);
  return push(connection, topic, room.joinRef, "broadcast", { type: "broadcast", event, payload });
}

/** Sends one frame in the name of a room's join. */
function push(connection: Connection, topic: string, joinRef: string, event: string, payload: object): Step {
  const ref = String(connection.nextRef);
  return {
    connection: { ...connection, nextRef: connection.nextRef + 1 },
    actions: [{ kind: "send", frame: { joinRef, ref, topic, event, payload } }],
  };
}

function opened(connection: Connection): Step {
  if (connection.phase !== "opening") return stay(connection);
  const sent = sendJoins({ ...connection, phase: "open", heartbeatRef: null });
  return {
    connection: sent.connection,
    actions: [{ kind: "start", timer: "heartbeat", delayMs: HEARTBEAT_MS }, ...sent.actions],
  };
}

/** Sends a join for each room that has none under way. */
function sendJoins(connection: Connection): Step {
  const rooms = new Map(connection.rooms);
  const actions: Action[] = [];
  let { nextRef } = connection;
  for (const [topic, room] of connection.rooms) {
    if (room.joinRef !== null) continue;
    const ref = String(nextRef++);
    rooms.set(topic, { ...room, joinRef: ref, joined: false });
    actions.push({
      kind: "send",
      frame: { joinRef: ref, ref, topic, event: "phx_join", payload: joinPayload(room, connection.token) },
    });
  }
  if (actions.length > 0) actions.push({ kind: "start", timer: "rejoin", delayMs: JOIN_TIMEOUT_MS });
  return { connection: { ...connection, nextRef, rooms }, actions };
}

/** Every room that was joined with the old token gets the new one; one that was refused with it is tried again at once. */
function renewed(connection: Connection, token: string | null): Step {
  if (token === connection.token) return stay(connection);
  let known: Connection = { ...connection, token };
  if (token === null || connection.phase !== "open") return stay(known);
  const actions: Action[] = [];
  for (const [topic, { joinRef }] of connection.rooms) {
    if (joinRef === null) continue;
    const sent = push(known, topic, joinRef, "access_token", { access_token: token });
    known = sent.connection;
    actions.push(...sent.actions);
  }
  const joins = sendJoins(known);
  return { connection: joins.connection, actions: [...actions, ...joins.actions] };
}

/** The socket is gone: forget its joins, keep the cursors, and come back later (or not at all without rooms). */
function lost(connection: Connection, random: number, before: readonly Action[]): Step {
  if (connection.phase === "idle" || connection.phase === "waiting") return stay(connection);
  const rooms = new Map<string, Room>();
  for (const [topic, room] of connection.rooms) rooms.set(topic, unjoined(room));
  const stops: Action[] = [{ kind: "stop", timer: "heartbeat" }, { kind: "stop", timer: "rejoin" }];
  const closed = { ...connection, rooms, heartbeatRef: null };
  if (rooms.size === 0) {
    return {
      connection: { ...closed, phase: "idle", attempt: 0 },
      actions: [...before, ...stops, { kind: "stop", timer: "linger" }],
    };
  }
  const delayMs = retryDelay(connection.attempt, random);
  return {
    connection: { ...closed, phase: "waiting", attempt: connection.attempt + 1 },
    actions: [...before, ...stops, { kind: "start", timer: "reconnect", delayMs }],
  };
}

function fired(connection: Connection, timer: Timer, random: number): Step {
  switch (timer) {
    case "reconnect":
      return connection.phase === "waiting" ? open(connection) : stay(connection);
    case "linger":
      if (connection.rooms.size > 0) return stay(connection);
      if (connection.phase === "waiting") {
        return {
          connection: { ...connection, phase: "idle", attempt: 0 },
          actions: [{ kind: "stop", timer: "reconnect" }],
        };
      }
      return lost(connection, random, [{ kind: "close" }]);
    case "rejoin":
      return connection.phase === "open" ? sendJoins(withoutPendingJoins(connection)) : stay(connection);
    case "heartbeat":
      return heartbeat(connection, random);
  }
}

function withoutPendingJoins(connection: Connection): Connection {
  const rooms = new Map<string, Room>();
  for (const [topic, room] of connection.rooms) rooms.set(topic, room.joined ? room : unjoined(room));
  return { ...connection, rooms };
}

function heartbeat(connection: Connection, random: number): Step {
  if (connection.phase !== "open") return stay(connection);
  // No answer since the last beat: the line is dead though nobody said so.
  if (connection.heartbeatRef !== null) return lost(connection, random, [{ kind: "close" }]);
  const ref = String(connection.nextRef);
  return {
    connection: { ...connection, nextRef: connection.nextRef + 1, heartbeatRef: ref },
    actions: [
      { kind: "send", frame: { joinRef: null, ref, topic: "phoenix", event: "heartbeat", payload: {} } },
      { kind: "start", timer: "heartbeat", delayMs: HEARTBEAT_MS },
    ],
  };
}

function received(connection: Connection, frame: Frame, random: number): Step {
  if (connection.phase !== "open") return stay(connection);
  if (frame.topic === "phoenix") {
    return frame.ref === connection.heartbeatRef ? stay({ ...connection, heartbeatRef: null }) : stay(connection);
  }
  const room = connection.rooms.get(frame.topic);
  if (room === undefined || room.joinRef === null) return stay(connection);
  // A frame of an earlier join on the same topic, that was left or replaced since.
  if (frame.joinRef !== null && frame.joinRef !== room.joinRef) return stay(connection);
  switch (frame.event) {
    case "broadcast":
      return delivered(connection, frame.topic, room, frame.payload);
    case "phx_reply":
      return frame.ref === room.joinRef
        ? answered(connection, frame.topic, room, frame.payload, random)
        : stay(connection);
    case "presence_state":
      return present(connection, frame.topic, room, presenceOf(frame.payload));
    case "presence_diff":
      // The state comes first; what is said before it is in it.
      return room.presence === null
        ? stay(connection)
        : present(connection, frame.topic, room, afterDiff(room.presence, frame.payload));
    // The `system` message before it says why: for whoever reads the frames, since the next join's answer decides.
    case "phx_error":
    case "phx_close":
      return joinLater(connection, frame.topic, room, random);
    default:
      return stay(connection);
  }
}

function delivered(connection: Connection, topic: string, room: Room, payload: unknown): Step {
  const broadcast = parseBroadcast(payload);
  if (broadcast === null) return stay(connection);
  const cursor = broadcast.cursor === null ? room.cursor : later(room.cursor, broadcast.cursor);
  return {
    connection: withRoom(connection, topic, { ...room, cursor }),
    actions: [{ kind: "deliver", topic, broadcast }],
  };
}

function present(connection: Connection, topic: string, room: Room, presence: Presence): Step {
  return room.wantsPresence ? stay(withRoom(connection, topic, { ...room, presence })) : stay(connection);
}

function answered(connection: Connection, topic: string, room: Room, payload: unknown, random: number): Step {
  const { status, response } = (payload ?? {}) as { status?: unknown; response?: unknown };
  const answer = (response ?? {}) as JoinAnswer;
  if (status === "ok") return entered(connection, topic, room, answer);
  return typeof answer.reason === "string" && answer.reason.startsWith("Unauthorized")
    ? refused(connection, topic, room, random)
    : joinLater(connection, topic, room, random);
}

interface JoinAnswer {
  readonly cursor?: unknown;
  readonly recovered?: unknown;
  readonly reason?: unknown;
}

function entered(connection: Connection, topic: string, room: Room, { cursor, recovered }: JoinAnswer): Step {
  // When recovered, the missed events follow this answer: the cursor moves with them, so that a line that breaks
  // between the answer and the last of them loses none.
  const hasGap = room.cursor !== null && recovered !== true;
  const next = hasGap || room.cursor === null ? parseCursor(cursor) ?? room.cursor : room.cursor;
  const joined = settled(
    withRoom(connection, topic, { ...room, cursor: next, joined: true, known: true, refused: false }),
  );
  const tracked = room.wantsPresence && room.joinRef !== null
    ? push(joined, topic, room.joinRef, "presence", trackPayload)
    : stay(joined);
  const actions: Action[] = hasGap ? [{ kind: "gap", topic }] : [];
  if (allJoined(joined)) actions.push({ kind: "stop", timer: "rejoin" });
  return { connection: tracked.connection, actions: [...actions, ...tracked.actions] };
}

/** Asked for again slowly, for access can be given back. No failure of the connection: the other rooms keep their pace. */
function refused(connection: Connection, topic: string, room: Room, random: number): Step {
  const waiting = settled(withRoom(connection, topic, { ...unjoined(room), refused: true }));
  // Another room that is still on its way has set the timer already, to an earlier time; it serves this one too.
  const actions: Action[] = isSettled(waiting)
    ? [{ kind: "start", timer: "rejoin", delayMs: refusedDelay(random) }]
    : [];
  return { connection: waiting, actions };
}

function joinLater(connection: Connection, topic: string, room: Room, random: number): Step {
  const delayMs = retryDelay(connection.attempt, random);
  const waiting = withRoom(connection, topic, { ...unjoined(room), refused: false });
  return {
    connection: { ...waiting, attempt: connection.attempt + 1 },
    actions: [{ kind: "start", timer: "rejoin", delayMs }],
  };
}

function withRoom(connection: Connection, topic: string, room: Room): Connection {
  return { ...connection, rooms: new Map(connection.rooms).set(topic, room) };
}

function allJoined(connection: Connection): boolean {
  return [...connection.rooms.values()].every((room) => room.joined);
}

/** True when the node has said yes or no to every room. */
function isSettled(connection: Connection): boolean {
  return [...connection.rooms.values()].every((room) => room.joined || room.refused);
}

/** A connection on which all is said has no failed attempt any more. */
function settled(connection: Connection): Connection {
  return isSettled(connection) ? { ...connection, attempt: 0 } : connection;
}

export type ConnectionStatus = "idle" | "connecting" | "live" | "lost" | "catchingUp" | "accessLost";

/** What to tell the user about the connection. */
export function statusOf(connection: Connection): ConnectionStatus {
  if (connection.rooms.size === 0) return "idle";
  const rooms = [...connection.rooms.values()];
  if (connection.phase !== "open") {
    return connection.attempt > 0 || rooms.some((room) => room.known) ? "lost" : "connecting";
  }
  if (allJoined(connection)) return "live";
  if (rooms.some((room) => room.refused)) return "accessLost";
  return rooms.some((room) => room.known && !room.joined) || connection.attempt > 0 ? "catchingUp" : "connecting";
}
