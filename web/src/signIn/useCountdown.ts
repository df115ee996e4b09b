import { useEffect, useState } from "react";
import { secondsUntil } from "./countdown.ts";

/** The seconds until then, second by second. */
export function useCountdown(untilMs: number): number {
  const [now, setNow] = useState(Date.now);
  const left = secondsUntil(untilMs, now);
  useEffect(() => {
    // A first look at once: `now` may be from long before `untilMs` was set.
    setNow(Date.now());
    if (secondsUntil(untilMs, Date.now()) === 0) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= untilMs) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [untilMs]);
  return left;
}
