import type { NodeLogLine } from "../../api/nodeLogs.ts";
import type { Language } from "../../i18n/Language.ts";
import { durationText } from "../../jobs/durationText.ts";

/** One thing that a line says beside its message. */
export interface LogField {
  readonly name: string;
  readonly text: string;
  /** What it leads to. */
  readonly to: "lead" | null;
}

const known = [
  "logger",
  "errorCode",
  "status",
  "durationMs",
  "jobName",
  "leadId",
  "workspaceId",
  "userId",
  "traceId",
  "spanId",
] as const;

/** All that a line says beside its message: first what many lines have, then its own. */
export function fieldsOf(line: NodeLogLine): readonly LogField[] {
  const fields: LogField[] = [];
  for (const name of known) {
    const value = line[name];
    if (value !== null && value !== undefined && value !== "") {
      fields.push({ name, text: String(value), to: name === "leadId" ? "lead" : null });
    }
  }
  for (const [name, value] of Object.entries(line.fields ?? {})) {
    fields.push({ name, text: textOf(value), to: null });
  }
  return fields;
}

/** What tells a line from others with the same message: what was asked for or carried out, how it ended, and how long it took. */
export function gistOf(line: NodeLogLine, language: Language): string {
  const { method, route } = line.fields ?? {};
  const what = [method, route].filter((part) => typeof part === "string").join(" ");
  return [
    what,
    line.jobName,
    line.status,
    line.errorCode,
    typeof line.durationMs === "number" ? durationText(line.durationMs, language) : null,
  ].filter((part) => part !== null && part !== undefined && part !== "").join(" · ");
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
}
