import { ApiFailure } from "../api/ApiFailure.ts";
import { traceToQuote } from "../api/trace.ts";

/** A defect of the page, or an answer that should not have been, on its way to the node's store of errors. */
export interface Report {
  readonly error: unknown;
  readonly atMs: number;
  /** Of the request that failed, or of the one before the defect. */
  readonly traceId: string;
  readonly level: "fatal" | "error" | "warning";
  /** What found it: a panel that crashed, a promise nobody waited for… */
  readonly mechanism: "panel" | "page" | "onerror" | "onunhandledrejection" | "request";
  readonly isHandled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Where in the page’s tree of components it was. */
  readonly componentStack?: string | undefined;
}

type Taker = (report: Report) => void;

/** Reports made before anybody takes them; more than these say nothing new. */
const WAITING_MAX = 10;

let waiting: Report[] = [];
let taker: Taker | null = null;
const seen = new WeakSet<object>();

/** Tells of a defect, once each. Never throws, and never waits. */
export function report(
  error: unknown,
  details:
    & Pick<Report, "mechanism" | "isHandled">
    & Partial<Pick<Report, "traceId" | "level" | "tags" | "componentStack">>,
): void {
  if (typeof error === "object" && error !== null) {
    if (seen.has(error)) return;
    seen.add(error);
  }
  const told = error instanceof ApiFailure ? { code: error.code, status: String(error.status) } : {};
  const whole: Report = {
    error,
    atMs: Date.now(),
    traceId: traceToQuote(),
    level: "error",
    ...details,
    tags: { ...told, ...details.tags },
  };
  if (taker !== null) taker(whole);
  else if (waiting.length < WAITING_MAX) waiting.push(whole);
  else return;
  if (taker === null) load();
}

/** From now on `take` is told, first of what waits. */
export function takeReports(take: Taker): void {
  taker = take;
  const before = waiting;
  waiting = [];
  for (const one of before) take(one);
}

/** What sends is loaded with the first report: on a good day, never. */
let load: () => void = () => {};

export function loadTakerBy(loader: () => void): void {
  load = loader;
}
