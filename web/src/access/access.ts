import type { SessionAnswer } from "../api/Session.ts";
import { bodyOf, type Reply, send } from "../api/send.ts";
import { AccessKeeper } from "./AccessKeeper.ts";
import type { News } from "./accessMachine.ts";
import { type Grant, grantFrom } from "./Grant.ts";
import { turnsAmongTabs } from "./turns.ts";

const CHANNEL = "uprising.access";
/** The cookie goes along by itself; a foreign page cannot add this header, so it cannot make use of the cookie. */
const ownPage = { "x-uprising-request": "1" };

/** Opened with the first use: a test that imports this module must not be kept alive by it. */
let channel: BroadcastChannel | null = null;

function tabs(): BroadcastChannel {
  channel ??= new BroadcastChannel(CHANNEL);
  return channel;
}

/** The page's one access to the node, shared by everything that sends requests. */
export const access = new AccessKeeper({
  now: Date.now,
  turns: (work) => turns()(work),
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
  tell: (news) => tabs().postMessage(news),
  listen: (onNews) => tabs().addEventListener("message", ({ data }: MessageEvent<News>) => onNews(data)),
  refresh: async () => grantOf(await send("POST", "/api/v1/session/refresh", null, { headers: ownPage })),
  enter: async (method, path, body, token) => {
    const reply = await send(method, path, token, { body, headers: ownPage });
    return reply.status === 202 ? null : grantOf(reply);
  },
  leave: async (token) => {
    await send("DELETE", "/api/v1/session", token, { headers: ownPage });
  },
});

let ownTurns: ReturnType<typeof turnsAmongTabs> | null = null;

function turns(): ReturnType<typeof turnsAmongTabs> {
  ownTurns ??= turnsAmongTabs();
  return ownTurns;
}

function grantOf(reply: Reply): Grant {
  return grantFrom(bodyOf<SessionAnswer>(reply), reply.servedAtMs, Date.now(), Math.random());
}
