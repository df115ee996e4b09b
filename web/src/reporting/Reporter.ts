import type { PublicConfig } from "../api/config.ts";
import type { Crumb } from "./crumbs.ts";
import { type ErrorsPlace, placeOf } from "./dsn.ts";
import { envelopeOf, eventOf } from "./event.ts";
import { fullBudget, pausedUntil, spent } from "./limits.ts";
import type { Report } from "./report.ts";

/** Events kept while the node is out of reach: what a bad connection brings is little, and the newest say the least. */
const KEPT_MAX = 20;
const CONFIG_TIMEOUT_MS = 10_000;

interface Destination extends ErrorsPlace {
  readonly release: string;
}

/** What the sender needs of the page. Handed to it, so that nothing of the first page becomes a file of its own for its sake. */
export interface Surroundings {
  readonly config: (signal: AbortSignal) => Promise<PublicConfig>;
  readonly crumbs: () => readonly Crumb[];
  readonly userId: () => string | null;
  readonly routeName: (path: string) => string;
  readonly randomHex: (byteCount: number) => string;
}

/** Sends reports to the node's store of errors: in order, one at a time, within a budget, and never twice. */
export function startReporter(around: Surroundings): (report: Report) => void {
  let destination: Destination | null = null;
  let isOff = false;
  let isSending = false;
  let budget = fullBudget;
  let silentUntilMs = 0;
  // Made when it happens: the address and the steps before it are those of that moment.
  const kept: ((release: string) => string)[] = [];

  const send = async () => {
    if (isSending || isOff) return;
    isSending = true;
    try {
      destination ??= await findDestination(around);
      if (destination === null) {
        isOff = true;
        kept.length = 0;
        return;
      }
      for (let envelope = kept[0]; envelope !== undefined; envelope = kept[0]) {
        // oxlint-disable-next-line no-await-in-loop -- one at a time, so that a pause holds for those after it
        const silence = await post(destination, envelope(destination.release));
        kept.shift();
        if (silence === null) continue;
        silentUntilMs = silence;
        kept.length = 0;
      }
    } catch {
      // The node is out of reach: what is kept goes when the network is back, or with the next report.
    } finally {
      isSending = false;
    }
  };
  addEventListener("online", () => void send());

  return (report) => {
    const now = Date.now();
    const next = now < silentUntilMs || isOff || kept.length >= KEPT_MAX ? null : spent(budget, now);
    if (next === null) return;
    budget = next;
    kept.push(prepare(report, around));
    void send();
  };
}

function prepare(report: Report, around: Surroundings): (release: string) => string {
  const scene = {
    eventId: around.randomHex(16),
    spanId: around.randomHex(8),
    origin: location.origin,
    route: around.routeName(location.pathname),
    language: document.documentElement.lang,
    userAgent: navigator.userAgent,
    userId: around.userId(),
    crumbs: around.crumbs(),
  };
  return (release) => envelopeOf(eventOf(report, { ...scene, release }), Date.now());
}

/** Null when the node keeps no errors of its page. */
async function findDestination({ config: fetchConfig }: Surroundings): Promise<Destination | null> {
  const config = await fetchConfig(AbortSignal.timeout(CONFIG_TIMEOUT_MS));
  const place = placeOf(config.errorsDsn);
  return place === null ? null : { ...place, release: `uprising@${config.version}` };
}

/** Until when nothing more is wanted, or null. The type needs no preflight, as Sentry's own clients do. */
async function post({ path, publicKey }: ErrorsPlace, envelope: string): Promise<number | null> {
  const answer = await fetch(`${path}?sentry_key=${publicKey}&sentry_version=7&sentry_client=uprising.page`, {
    method: "POST",
    headers: { "content-type": "text/plain;charset=UTF-8" },
    body: envelope,
    credentials: "omit",
    cache: "no-store",
    // Of a size that browsers send even while the page is left.
    keepalive: envelope.length < 50_000,
  });
  const { headers, status } = answer;
  return pausedUntil(status, headers.get("x-sentry-rate-limits"), headers.get("retry-after"), Date.now());
}
