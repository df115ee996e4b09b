import { access } from "../access/access.ts";
import { isRecord } from "../api/isRecord.ts";
import type { Session } from "../api/Session.ts";

/** Who was signed in last, for when the node cannot say. No token: nothing can be done with it but show what is kept. */
const KEY = "uprising.session";

export function keptSession(): Session | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    return isRecord(kept) && isRecord(kept["user"]) && isRecord(kept["workspace"]) && Array.isArray(kept["permissions"])
      ? kept as unknown as Session
      : null;
  } catch {
    return null;
  }
}

/** Keeps who is signed in, and forgets all when the session ends. */
export function keepSessions(): void {
  let last: unknown = null;
  access.observe(() => {
    const { grant, end } = access.current();
    const next = grant?.session ?? (end === null ? last : null);
    if (next === last && end === null) return;
    last = next;
    try {
      if (end !== null) {
        localStorage.removeItem(KEY);
        import("./lastAnswers.ts").then(({ forgetAnswers }) => forgetAnswers()).catch(() => {});
      } else if (next !== null) localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // Storage may be switched off; then nothing is kept.
    }
  });
}
