/** Asking again and again while somebody looks: one question at a time, further apart while the node does not answer. */
export interface PollState {
  readonly phase: "idle" | "asking" | "resting";
  readonly isVisible: boolean;
  /** True once nothing will change any more by itself: what is wanted after that is asked for until it is answered. */
  readonly isOver: boolean;
  /** Questions without an answer since the last one that had one. */
  readonly misses: number;
}

export type PollInput =
  /** The page came to view, or went out of it. */
  | { readonly kind: "shown" }
  | { readonly kind: "hidden" }
  | { readonly kind: "answered"; readonly isOver: boolean }
  | { readonly kind: "missed" }
  | { readonly kind: "rested" }
  /** Somebody wants to know now: something was done, or another try asked for. */
  | { readonly kind: "wanted" };

/** What is to be done. Each of them ends what was done before: a question that is out, or a rest. */
export type PollEffect =
  | { readonly kind: "ask" }
  | { readonly kind: "rest"; readonly ms: number }
  | { readonly kind: "stop" };

export interface PollStep {
  readonly state: PollState;
  readonly effect: PollEffect | null;
}

/** The longest rest while the node does not answer. */
const LONGEST_REST_MS = 30_000;

export const beforePolling: PollState = { phase: "idle", isVisible: false, isOver: false, misses: 0 };

export function pollStep(state: PollState, input: PollInput, intervalMs: number): PollStep {
  switch (input.kind) {
    case "shown":
      return state.isVisible || state.isOver ? keep({ ...state, isVisible: true }) : ask({ ...state, isVisible: true });
    case "hidden":
      return { state: { ...state, phase: "idle", isVisible: false }, effect: { kind: "stop" } };
    case "wanted":
      return ask({ ...state, isOver: false });
    case "rested":
      return state.phase === "resting" ? ask(state) : keep(state);
    case "answered":
      return state.phase === "asking" ? rest({ ...state, isOver: input.isOver, misses: 0 }, intervalMs) : keep(state);
    case "missed":
      return state.phase === "asking" ? rest({ ...state, misses: state.misses + 1 }, intervalMs) : keep(state);
  }
}

function keep(state: PollState): PollStep {
  return { state, effect: null };
}

function ask(state: PollState): PollStep {
  return { state: { ...state, phase: "asking" }, effect: { kind: "ask" } };
}

function rest(state: PollState, intervalMs: number): PollStep {
  if (!state.isVisible || state.isOver) return keep({ ...state, phase: "idle" });
  const ms = Math.max(intervalMs, Math.min(LONGEST_REST_MS, intervalMs * 2 ** Math.max(0, state.misses - 1)));
  return { state: { ...state, phase: "resting" }, effect: { kind: "rest", ms } };
}
