import { parsePending, type PendingCode } from "./signInState.ts";

/** Kept by the tab: a phone may throw the page away while its user reads the mail. Holds no secret. */
const KEY = "uprising.pendingCode";

export function pendingCode(): PendingCode | null {
  try {
    return parsePending(sessionStorage.getItem(KEY), Date.now());
  } catch {
    // Storage may be switched off; then the address is asked for again.
    return null;
  }
}

export function keepPendingCode(pending: PendingCode | null): void {
  try {
    if (pending === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(pending));
  } catch {
    // As above.
  }
}
