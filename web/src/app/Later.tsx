import { type ReactElement, type ReactNode, Suspense, useSyncExternalStore } from "react";

let isShown = false;
const observers = new Set<() => void>();

/** What the address names is drawn: all that waited so as not to hold it up may come. */
export function firstPageShown(): void {
  if (isShown) return;
  isShown = true;
  for (const observer of observers) observer();
}

interface LaterProps {
  /** Stands in its place meanwhile. */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

/** Parts that the first page can do without: they are loaded once it is shown. */
export function Later({ fallback = null, children }: LaterProps): ReactElement {
  const mayCome = useSyncExternalStore(observe, () => isShown);
  return mayCome ? <Suspense fallback={fallback}>{children}</Suspense> : <>{fallback}</>;
}

function observe(observer: () => void): () => void {
  observers.add(observer);
  return () => observers.delete(observer);
}
