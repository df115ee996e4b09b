/** From when what is shown is, as far as it is not of now. */
let staleSinceMs: number | null = null;
const observers = new Set<() => void>();

export function staleSince(): number | null {
  return staleSinceMs;
}

export function observeFreshness(observer: () => void): () => void {
  observers.add(observer);
  return () => observers.delete(observer);
}

/** An answer of before was shown in the place of one of now. The oldest of them counts. */
export function noteStale(atMs: number): void {
  tell(staleSinceMs === null ? atMs : Math.min(staleSinceMs, atMs));
}

/** The node has answered. */
export function noteFresh(): void {
  tell(null);
}

function tell(next: number | null): void {
  if (next === staleSinceMs) return;
  staleSinceMs = next;
  for (const observer of observers) observer();
}
