import type { Broadcast } from "./Broadcast.ts";
import {
  type Action,
  type Connection,
  type ConnectionStatus,
  idleConnection,
  type Input,
  statusOf,
  step,
  type Timer,
} from "./connectionMachine.ts";
import { decodeFrame, encodeFrame } from "./phoenixCodec.ts";
import type { Presence } from "./presence.ts";
import type { RoomWish } from "./Room.ts";

export interface RoomListener {
  readonly onBroadcast: (broadcast: Broadcast) => void;
  /** Events are missing for good: fetch the state. Later broadcasts arrive all the same. */
  readonly onGap?: () => void;
}

/** Carries out what the connection machine decides: one WebSocket, its timers, and the listeners of its rooms. */
export class RealtimeSocket {
  private connection: Connection = idleConnection;
  private socket: WebSocket | null = null;
  private readonly timers = new Map<Timer, number>();
  private readonly listeners = new Set<{ readonly topic: string; readonly listener: RoomListener }>();
  /** How many parts of the page want a room. */
  private readonly sharers = new Map<string, number>();
  private readonly observers = new Set<() => void>();

  constructor(private readonly url: string) {}

  get status(): ConnectionStatus {
    return statusOf(this.connection);
  }

  /** Failed attempts in a row. */
  get attempt(): number {
    return this.connection.attempt;
  }

  /** Who is in a room that was joined with presence, the same object until it changes; null while that is not known. */
  presenceIn(topic: string): Presence | null {
    return this.connection.rooms.get(topic)?.presence ?? null;
  }

  /** Calls `observer` after each change of what can be asked here; returns what stops it. */
  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /**
   * Joins a room, and stays in it through reconnects until the returned function is called. Parts of the page that want
   * the same room share one join; any number of others may listen to it, look who is in it, and broadcast to it.
   */
  join(topic: string, wish: RoomWish): () => void {
    const sharers = this.sharers.get(topic) ?? 0;
    this.sharers.set(topic, sharers + 1);
    if (sharers === 0) this.feed({ kind: "join", topic, wish });
    else this.share(topic, wish);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const left = (this.sharers.get(topic) ?? 1) - 1;
      if (left > 0) {
        this.sharers.set(topic, left);
        return;
      }
      this.sharers.delete(topic);
      this.feed({ kind: "leave", topic });
    };
  }

  /** The room as it was joined may not do for one more: then it is joined again, from the earlier place, for both. */
  private share(topic: string, wish: RoomWish): void {
    const room = this.connection.rooms.get(topic);
    if (room === undefined) return;
    const { cursor } = wish;
    const isBehind = cursor !== null &&
      (room.cursor === null || room.cursor.epoch !== cursor.epoch || room.cursor.seq > cursor.seq);
    const presence = room.wantsPresence || wish.presence;
    if (!isBehind && presence === room.wantsPresence) return;
    this.feed({ kind: "leave", topic });
    this.feed({ kind: "join", topic, wish: { cursor: isBehind ? cursor : room.cursor, presence } });
  }

  /** Tells `listener` what happens in a room as long as it is joined; returns what stops that. */
  listen(topic: string, listener: RoomListener): () => void {
    const entry = { topic, listener };
    this.listeners.add(entry);
    return () => this.listeners.delete(entry);
  }

  /** Tells the others in a room something of this moment; nobody, while the room is not joined. */
  broadcast(topic: string, event: string, payload: object): void {
    this.feed({ kind: "broadcast", topic, event, payload });
  }

  /** Reconnects at once if it is waiting to. */
  readonly wake = (): void => this.feed({ kind: "wake" });

  /** The token that speaks for whoever is signed in, as often as it changes. */
  present(token: string | null): void {
    this.feed({ kind: "token", token });
  }

  /** Closes the socket at once if no room is joined. */
  closeIfUnused(): void {
    this.feed({ kind: "timer", timer: "linger" });
  }

  private feed(input: Input): void {
    const before = this.connection;
    const { connection, actions } = step(before, input, Math.random());
    this.connection = connection;
    for (const action of actions) this.carryOut(action);
    if (connection !== before) { for (const observer of this.observers) observer(); }
  }

  private carryOut(action: Action): void {
    switch (action.kind) {
      case "open":
        return this.open();
      case "close":
        return this.close();
      case "send":
        return this.socket?.send(encodeFrame(action.frame));
      case "start":
        clearTimeout(this.timers.get(action.timer));
        this.timers.set(
          action.timer,
          setTimeout(() => this.feed({ kind: "timer", timer: action.timer }), action.delayMs),
        );
        return;
      case "stop":
        return clearTimeout(this.timers.get(action.timer));
      case "deliver":
        return this.tell(action.topic, (listener) => listener.onBroadcast(action.broadcast));
      case "gap":
        return this.tell(action.topic, (listener) => listener.onGap?.());
    }
  }

  private tell(topic: string, news: (listener: RoomListener) => void): void {
    for (const entry of this.listeners) if (entry.topic === topic) news(entry.listener);
  }

  private open(): void {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    // Each handler asks whether the socket is still ours: a closed one may report late.
    socket.addEventListener("open", () => this.socket === socket && this.feed({ kind: "opened" }));
    socket.addEventListener("close", () => this.socket === socket && this.feed({ kind: "closed" }));
    socket.addEventListener("message", ({ data }: MessageEvent<string | ArrayBuffer>) => {
      const frame = decodeFrame(data);
      if (this.socket === socket && frame !== null) this.feed({ kind: "frame", frame });
    });
    this.socket = socket;
  }

  private close(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

/** The node's realtime address, on the page's own origin. */
export function realtimeURL(origin: string): string {
  return `${origin.replace(/^http/, "ws")}/realtime/v1/websocket?vsn=2.0.0`;
}
