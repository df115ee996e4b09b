import type { ApiFailure } from "./ApiFailure.ts";

type Listener = (failure: ApiFailure) => void;

const listeners = new Set<Listener>();

/** Calls the listener whenever the node says that nobody is signed in; returns what stops it. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function announceSignedOut(failure: ApiFailure): void {
  for (const listener of listeners) listener(failure);
}
