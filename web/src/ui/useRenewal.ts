import { useEffect } from "react";

/** Calls `reload` every so often while the page is in view, and when it comes back into view. `reload` must stay the same. */
export function useRenewal(reload: () => unknown, intervalMs: number, isOn = true): void {
  useEffect(() => {
    if (!isOn) return;
    const renew = () => {
      if (document.visibilityState === "visible") reload();
    };
    const timer = setInterval(renew, intervalMs);
    document.addEventListener("visibilitychange", renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", renew);
    };
  }, [reload, intervalMs, isOn]);
}
