import { type ReactElement, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { isFirstPageShown, observeFirstPage } from "./firstPage.ts";

interface LaterProps {
  /** Stands in its place meanwhile. */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

/** Parts that the first page can do without: they are loaded once it is shown. */
export function Later({ fallback = null, children }: LaterProps): ReactElement {
  const mayCome = useSyncExternalStore(observeFirstPage, isFirstPageShown);
  return mayCome ? <Suspense fallback={fallback}>{children}</Suspense> : <>{fallback}</>;
}
