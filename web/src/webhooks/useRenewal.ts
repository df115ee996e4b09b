import { useEffect } from "react";

const INTERVAL_MS = 2_500;

/** Asks again while something is on its way and the page is in view. */
export function useRenewal(reload: () => Promise<void>, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => document.visibilityState === "visible" && void reload(), INTERVAL_MS);
    return () => clearInterval(timer);
  }, [reload, isWanted]);
}
