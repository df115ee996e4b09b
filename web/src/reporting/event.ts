import type { Crumb } from "./crumbs.ts";
import { type Frame, framesOf } from "./frames.ts";
import type { Report } from "./report.ts";

/** What is told beside the report itself. */
export interface Scene {
  readonly eventId: string;
  readonly spanId: string;
  readonly release: string;
  readonly origin: string;
  /** The address without what is in it of one thing. */
  readonly route: string;
  readonly language: string;
  readonly userAgent: string;
  /** The id alone: who that is, the node knows. */
  readonly userId: string | null;
  readonly crumbs: readonly Crumb[];
}

/** Longer texts are cut off: whoever stores them has limits too. */
const TEXT_MAX = 2_000;

interface ExceptionValue {
  readonly type: string;
  readonly value: string;
  readonly mechanism?: { readonly type: string; readonly handled: boolean };
  readonly stacktrace?: { readonly frames: readonly Frame[] };
}

/** The event of Sentry's protocol that a report becomes. */
export function eventOf(report: Report, scene: Scene): Readonly<Record<string, unknown>> {
  // Of an answer; nothing else has a code.
  const code = report.tags["code"];
  return {
    event_id: scene.eventId,
    timestamp: report.atMs / 1_000,
    platform: "javascript",
    level: report.level,
    logger: "page",
    transaction: scene.route,
    release: scene.release,
    exception: { values: exceptionsOf(report, scene.origin) },
    breadcrumbs: { values: scene.crumbs },
    request: { url: `${scene.origin}${scene.route}`, headers: { "User-Agent": scene.userAgent } },
    tags: {
      route: scene.route,
      language: scene.language,
      mechanism: report.mechanism,
      traceId: report.traceId,
      ...report.tags,
    },
    contexts: {
      trace: { trace_id: report.traceId, span_id: scene.spanId, op: "page" },
      ...(report.componentStack === undefined
        ? {}
        : { react: { componentStack: report.componentStack.slice(0, TEXT_MAX) } }),
    },
    ...(scene.userId === null ? {} : { user: { id: scene.userId } }),
    sdk: { name: "uprising.page", version: scene.release.replace(/^.*@/, "") },
    // An answer is told apart by its code, not by the line that read it.
    ...(code === undefined ? {} : { fingerprint: ["ApiFailure", code, report.tags["request"] ?? scene.route] }),
  };
}

/** The causes first, as the protocol has it, and what was thrown last. */
function exceptionsOf(report: Report, origin: string): readonly ExceptionValue[] {
  const values: ExceptionValue[] = [];
  let error: unknown = report.error;
  for (let depth = 0; depth < 5 && error !== undefined && error !== null; depth += 1) {
    values.push({
      ...exceptionOf(error, depth === 0 ? report.tags["code"] : undefined, origin),
      ...(depth === 0 ? { mechanism: { type: report.mechanism, handled: report.isHandled } } : {}),
    });
    error = error instanceof Error ? error.cause : undefined;
  }
  return values.length === 0 ? [{ type: "Error", value: String(report.error) }] : values.toReversed();
}

function exceptionOf(error: unknown, code: string | undefined, origin: string): ExceptionValue {
  if (!(error instanceof Error)) return { type: "Thrown", value: shortened(String(error)) };
  const frames = framesOf(error.stack ?? "", origin);
  const value = code === undefined ? error.message : `${code}: ${error.message}`;
  return {
    type: error.name,
    value: shortened(value),
    ...(frames.length === 0 ? {} : { stacktrace: { frames } }),
  };
}

function shortened(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`;
}

/** The envelope of one event, in the protocol's own lines. */
export function envelopeOf(event: Readonly<Record<string, unknown>>, sentAtMs: number): string {
  const header = { event_id: event["event_id"], sent_at: new Date(sentAtMs).toISOString(), sdk: event["sdk"] };
  return `${JSON.stringify(header)}\n${JSON.stringify({ type: "event" })}\n${JSON.stringify(event)}\n`;
}
