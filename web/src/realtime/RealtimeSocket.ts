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
import type { Cursor } from "./Cursor.ts";
import { decodeFrame, encodeFrame } from "./phoenixCodec.ts";

export interface RoomListener {
  readonly onBroadcast: (broadcast: Broadcast) => void;
  /** Events are missing for good: fetch the state. Later broadcasts arrive all the same. */
  readonly onGap: () => void;
}

/** Carries out what the connection machine decides: one WebSocket, its timers, and the listeners of its rooms. */
export class RealtimeSocket {
  private connection: Connection = idleConnection;
  private socket: WebSocket | null = null;
  private readonly timers = new Map<Timer, number>();
  private readonly rooms = new Map<string, RoomListener>();
  private readonly observers = new Set<() => void>();

  constructor(private readonly url: string) {}

  get status(): ConnectionStatus {
    return statusOf(this.connection);
  }

  /** Failed attempts in a row. */
  get attempt(): number {
    return this.connection.attempt;
  }

  /** Calls `observer` after each change of status; returns what stops it. */
  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /** Joins a room after `cursor`, and stays in it through reconnects until the returned function is called. */
  join(topic: string, cursor: Cursor | null, listener: RoomListener): () => void {
    this.rooms.set(topic, listener);
    this.feed({ kind: "join", topic, cursor });
    return () => {
      // Another listener may have taken over the topic since.
      if (this.rooms.get(topic) !== listener) return;
      this.rooms.delete(topic);
      this.feed({ kind: "leave", topic });
    };
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
    const before = `${this.status} ${this.attempt}`;
    const { connection, actions } = step(this.connection, input, Math.random());
    this.connection = connection;
    for (const action of actions) this.carryOut(action);
    if (`${this.status} ${this.attempt}` !== before) { for (const observer of this.observers) observer(); }
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
        return this.rooms.get(action.topic)?.onBroadcast(action.broadcast);
      case "gap":
        return this.rooms.get(action.topic)?.onGap();
    }
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
