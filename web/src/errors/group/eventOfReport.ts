import type { ErrorBreadcrumb, ErrorEvent, ErrorEventSummary, ErrorException, ErrorFrame } from "../../api/errors.ts";
import { isRecord } from "../../api/isRecord.ts";
import { momentOf } from "./momentOf.ts";

/** An event of Sentry’s protocol as the node shows the latest of a group: any part may be missing, or of another type. */
export function eventOfReport(summary: ErrorEventSummary, report: unknown): ErrorEvent {
  const event = isRecord(report) ? report : {};
  const sdk = isRecord(event["sdk"]) ? event["sdk"] : {};
  return {
    ...summary,
    message: messageOf(event),
    exceptions: valuesOf(event["exception"]).map(exceptionOf),
    breadcrumbs: valuesOf(event["breadcrumbs"]).map(crumbOf),
    request: event["request"],
    user: event["user"],
    tags: tagsOf(event["tags"]),
    contexts: event["contexts"],
    extra: event["extra"],
    sdk: [textOf(sdk["name"]), textOf(sdk["version"])].filter((part) => part !== null).join(" "),
  };
}

/** A list may come bare, as `{values: […]}`, or as its only member. */
function valuesOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) && "values" in value ? value["values"] : value;
  return (Array.isArray(list) ? list : [list]).filter(isRecord);
}

function exceptionOf(value: Readonly<Record<string, unknown>>): ErrorException {
  const trace = isRecord(value["stacktrace"]) ? value["stacktrace"] : {};
  return { type: textOf(value["type"]), value: textOf(value["value"]), frames: valuesOf(trace["frames"]).map(frameOf) };
}

function frameOf(value: Readonly<Record<string, unknown>>): ErrorFrame {
  const line = (name: string) => Array.isArray(value[name]) ? value[name].map(String) : [];
  const here = textOf(value["context_line"]);
  return {
    function: textOf(value["function"]),
    file: textOf(value["filename"]) ?? textOf(value["abs_path"]),
    line: numberOf(value["lineno"]),
    column: numberOf(value["colno"]),
    inApp: value["in_app"] !== false,
    context: here === null ? [] : [...line("pre_context"), here, ...line("post_context")],
  };
}

function crumbOf(value: Readonly<Record<string, unknown>>): ErrorBreadcrumb {
  return {
    at: momentOf(value["timestamp"]),
    category: textOf(value["category"]) ?? textOf(value["type"]),
    level: textOf(value["level"]),
    message: textOf(value["message"]),
    data: isRecord(value["data"]) ? value["data"] : null,
  };
}

function messageOf(event: Readonly<Record<string, unknown>>): string | null {
  const entry = isRecord(event["logentry"]) ? event["logentry"] : {};
  return textOf(event["message"]) ?? textOf(entry["formatted"]) ?? textOf(entry["message"]);
}

/** An object of names, or a list of pairs. */
function tagsOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.flatMap((pair: unknown) => Array.isArray(pair) ? [{ name: String(pair[0]), value: pair[1] }] : []);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
