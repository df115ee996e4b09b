let isShown = false;
const observers = new Set<() => void>();

/** What the address names is drawn: all that waited so as not to hold it up may come. */
export function firstPageShown(): void {
  if (isShown) return;
  isShown = true;
  for (const observer of observers) observer();
}

export function isFirstPageShown(): boolean {
  return isShown;
}

/** Calls `observer` when it is; returns what stops that. */
export function observeFirstPage(observer: () => void): () => void {
  observers.add(observer);
  return () => observers.delete(observer);
}

/** Does at once, or when the first page is shown, what it can do without. */
export function afterFirstPage(work: () => void): void {
  if (isShown) work();
  else observers.add(work);
}

/** Does what is not to hold up what is about to be painted. A tab in the background paints nothing, and does nothing of it. */
export function afterPaint(work: () => void): void {
  // The first frame paints it, and whoever touched the page meanwhile is heard before the second.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work)));
}
