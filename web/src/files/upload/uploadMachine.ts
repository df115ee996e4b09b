import type { ApiFailure } from "../../api/ApiFailure.ts";

/**
 * One upload by TUS 1.0: created, then sent in chunks, each from where the node says that it is. Pure; what an effect asks for
 * is carried out elsewhere, and each effect ends the one before it.
 */
export interface UploadState {
  readonly phase: UploadPhase;
  readonly size: number;
  /** Where the node keeps it; null until it is created. */
  readonly address: string | null;
  /** Bytes that the node has acknowledged. */
  readonly offset: number;
  /** Bytes that were sent after them. */
  readonly sent: number;
  /** Tries without any progress. */
  readonly misses: number;
  /** Whether what has the name already is replaced. */
  readonly replaces: boolean;
  readonly failure: ApiFailure | null;
}

export type UploadPhase =
  /** Waits for its turn. */
  | "queued"
  | "creating"
  | "sending"
  /** Asks the node how far it is, after a break. */
  | "asking"
  /** Waits before the next try. */
  | "resting"
  | "paused"
  | "done"
  | "failed"
  | "cancelled";

export type UploadInput =
  | { readonly kind: "started" }
  | { readonly kind: "created"; readonly address: string }
  | { readonly kind: "progressed"; readonly bytes: number }
  /** The node has so much: after a chunk, or asked for it. */
  | { readonly kind: "reached"; readonly offset: number }
  /** No answer came, or one that may be another later. */
  | { readonly kind: "broke" }
  | { readonly kind: "rested" }
  /** The connection may be back. */
  | { readonly kind: "woken" }
  /** The chunk did not begin where the node is. */
  | { readonly kind: "misplaced" }
  /** The node knows nothing of the upload, any more. */
  | { readonly kind: "lost" }
  | { readonly kind: "refused"; readonly failure: ApiFailure }
  | { readonly kind: "paused" }
  | { readonly kind: "resumed" }
  | { readonly kind: "cancelled" }
  /** Once more from the start, over what has the name where that is wanted. */
  | { readonly kind: "retried"; readonly replaces: boolean };

export type UploadEffect =
  | { readonly kind: "create"; readonly replaces: boolean }
  | { readonly kind: "send"; readonly address: string; readonly start: number; readonly end: number }
  | { readonly kind: "ask"; readonly address: string }
  | { readonly kind: "rest"; readonly ms: number }
  /** Tells the node that nothing more will come. */
  | { readonly kind: "drop"; readonly address: string }
  | { readonly kind: "stop" };

export interface UploadStep {
  readonly state: UploadState;
  readonly effect: UploadEffect | null;
}

/** What is lost at most when the connection breaks, and what other clients of the protocol send. */
export const CHUNK_BYTES = 6 * 1_024 * 1_024;
const SHORTEST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;
/** Enough for a node that is away for as long as a machine takes to start. */
const MOST_MISSES = 60;

export function newUpload(size: number): UploadState {
  return {
    phase: "queued",
    size,
    address: null,
    offset: 0,
    sent: 0,
    misses: 0,
    replaces: false,
    failure: null,
  };
}

/** One that was begun before this page was: the node is asked how far it is. */
export function begunUpload(
  { size, address, offset, replaces }: Pick<UploadState, "size" | "offset" | "replaces"> & { readonly address: string },
): UploadState {
  return { ...newUpload(size), address, offset, replaces };
}

export function isOver({ phase }: UploadState): boolean {
  return phase === "done" || phase === "failed" || phase === "cancelled";
}

/** Whether it takes a turn of those that go on at once. */
export function isActive({ phase }: UploadState): boolean {
  return phase === "creating" || phase === "sending" || phase === "asking" || phase === "resting";
}

export function uploadStep(state: UploadState, input: UploadInput): UploadStep {
  switch (input.kind) {
    case "started":
      return state.phase === "queued" ? goOn(state) : keep(state);
    case "created":
      return state.phase === "creating"
        ? send({ ...state, address: input.address, offset: 0, misses: 0 })
        : keep(state);
    case "progressed":
      return state.phase === "sending" ? keep({ ...state, sent: input.bytes }) : keep(state);
    case "reached":
      return reached(state, input.offset);
    case "broke":
      return isActive(state) ? rest(state) : keep(state);
    case "rested":
      return state.phase === "resting" ? goOn(state) : keep(state);
    case "woken":
      return state.phase === "resting" ? goOn({ ...state, misses: 0 }) : keep(state);
    case "misplaced":
      return state.phase === "sending" ? rest(state) : keep(state);
    case "lost":
      // Once from the start may help; an address that is never known would go round for ever.
      return isActive(state) ? rest({ ...state, address: null, offset: 0 }) : keep(state);
    case "refused":
      return isActive(state)
        ? { state: { ...state, phase: "failed", sent: 0, failure: input.failure }, effect: { kind: "stop" } }
        : keep(state);
    case "paused":
      return isActive(state) || state.phase === "queued"
        ? { state: { ...state, phase: "paused", sent: 0 }, effect: { kind: "stop" } }
        : keep(state);
    case "resumed":
      return state.phase === "paused" ? keep({ ...state, phase: "queued", misses: 0 }) : keep(state);
    case "cancelled":
      return cancelled(state);
    case "retried":
      return state.phase === "failed" ? keep({ ...newUpload(state.size), replaces: input.replaces }) : keep(state);
  }
}

function keep(state: UploadState): UploadStep {
  return { state, effect: null };
}

/** The next step of an upload whose turn it is. */
function goOn(state: UploadState): UploadStep {
  const { address } = state;
  if (address === null) {
    return { state: { ...state, phase: "creating", sent: 0 }, effect: { kind: "create", replaces: state.replaces } };
  }
  return { state: { ...state, phase: "asking", sent: 0 }, effect: { kind: "ask", address } };
}

/** The next chunk; an upload that has all its bytes is done: the node tells of the end only when the file is stored. */
function send(state: UploadState): UploadStep {
  const { address, offset, size } = state;
  if (offset >= size) return { state: { ...state, phase: "done", sent: 0 }, effect: { kind: "stop" } };
  if (address === null) return goOn(state);
  return {
    state: { ...state, phase: "sending", sent: 0 },
    effect: { kind: "send", address, start: offset, end: Math.min(size, offset + CHUNK_BYTES) },
  };
}

function reached(state: UploadState, offset: number): UploadStep {
  if (state.phase !== "sending" && state.phase !== "asking") return keep(state);
  // An offset outside of the file is none of this upload.
  if (!Number.isSafeInteger(offset) || offset < 0 || offset > state.size) {
    return rest({ ...state, address: null, offset: 0 });
  }
  const hasMoved = offset > state.offset;
  // A chunk that is acknowledged without progress would be sent for ever.
  if (state.phase === "sending" && !hasMoved && offset < state.size) return rest({ ...state, offset });
  return send({ ...state, offset, misses: hasMoved ? 0 : state.misses });
}

function rest(state: UploadState): UploadStep {
  const misses = state.misses + 1;
  const resting: UploadState = { ...state, phase: "resting", sent: 0, misses };
  // It is not given up, only left to whoever watches.
  if (misses > MOST_MISSES) return { state: { ...resting, phase: "paused", misses: 0 }, effect: { kind: "stop" } };
  return {
    state: resting,
    effect: { kind: "rest", ms: Math.min(LONGEST_REST_MS, SHORTEST_REST_MS * 2 ** Math.min(10, misses - 1)) },
  };
}

function cancelled(state: UploadState): UploadStep {
  if (state.phase === "done" || state.phase === "cancelled") return keep(state);
  return {
    state: { ...state, phase: "cancelled", sent: 0, failure: null },
    effect: state.address === null ? { kind: "stop" } : { kind: "drop", address: state.address },
  };
}
