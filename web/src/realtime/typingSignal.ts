/** Half of the time after which the node takes a typist for gone, so that one word may be late. */
export const START_EVERY_MS = 3_000;
/** Whoever has touched no key for so long is thinking, or away. */
export const PAUSE_MS = 5_000;

/** Whether the others in a room know that this page's user types. `step` is its only way to change. */
export interface TypingSignal {
  /** When they were last told so; null while they take him for silent. */
  readonly toldAtMs: number | null;
}

export const silent: TypingSignal = { toldAtMs: null };

export type Input =
  | { readonly kind: "key"; readonly nowMs: number }
  /** The text was sent or cleared, its field left, or no key touched for `PAUSE_MS`. */
  | { readonly kind: "ended" };

export type Action =
  | { readonly kind: "send"; readonly event: "typing.start" | "typing.stop" }
  /** Say `ended` after `PAUSE_MS`; replaces the timer before. */
  | { readonly kind: "startTimer" }
  | { readonly kind: "stopTimer" };

export interface Step {
  readonly signal: TypingSignal;
  readonly actions: readonly Action[];
}

/** What happens on an input. Pure. */
export function step(signal: TypingSignal, input: Input): Step {
  const { toldAtMs } = signal;
  if (input.kind === "ended") {
    return toldAtMs === null
      ? { signal, actions: [] }
      : { signal: silent, actions: [{ kind: "stopTimer" }, { kind: "send", event: "typing.stop" }] };
  }
  return toldAtMs !== null && input.nowMs - toldAtMs < START_EVERY_MS
    ? { signal, actions: [{ kind: "startTimer" }] }
    : { signal: { toldAtMs: input.nowMs }, actions: [{ kind: "startTimer" }, { kind: "send", event: "typing.start" }] };
}
