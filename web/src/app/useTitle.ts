import { useEffect } from "react";

/** Names the browser's tab while the page is the active one. */
export function useTitle(title: string, isActive = true): void {
  useEffect(() => {
    if (isActive) document.title = `${title} · Uprising Node`;
  }, [title, isActive]);
}
