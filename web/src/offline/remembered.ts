import { access } from "../access/access.ts";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Reply } from "../api/send.ts";
import { afterFirstPage } from "../app/firstPage.ts";
import { noteFresh, noteStale } from "./freshness.ts";
import { isKeptPath } from "./isKeptPath.ts";
import { keptSession } from "./keptSession.ts";

/** Asks the node; where it cannot be reached, its last answer takes the place of one of now, and the page says so. */
export async function remembered(path: string, ask: () => Promise<Reply>): Promise<Reply> {
  const isKept = isKeptPath(path);
  try {
    const reply = await ask();
    noteFresh();
    const owner = ownerOf(access.current().grant?.session ?? null);
    if (isKept && owner !== null) {
      afterFirstPage(() => {
        // Whoever has left by then has had all forgotten.
        if (ownerOf(access.current().grant?.session ?? null) !== owner) return;
        import("./lastAnswers.ts").then(({ keepAnswer }) => keepAnswer(owner, path, reply.text)).catch(() => {});
      });
    }
    return reply;
  } catch (error) {
    if (!isKept || !(error instanceof ApiFailure) || error.code !== "node_unreachable") throw error;
    const last = await recall(path);
    if (last === null) throw error;
    noteStale(last.atMs);
    return { status: 200, text: last.text, traceId: error.traceId, servedAtMs: null };
  }
}

async function recall(path: string): Promise<{ readonly text: string; readonly atMs: number } | null> {
  const owner = ownerOf(access.current().grant?.session ?? keptSession());
  if (owner === null) return null;
  try {
    const { lastAnswer } = await import("./lastAnswers.ts");
    return await lastAnswer(owner, path);
  } catch {
    return null;
  }
}

function ownerOf(
  session: { readonly user: { readonly id: string }; readonly workspace: { readonly id: string } } | null,
): string | null {
  return session === null ? null : `${session.workspace.id} ${session.user.id}`;
}
