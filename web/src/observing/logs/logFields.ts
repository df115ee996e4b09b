import type { NodeLogLine } from "../../api/nodeLogs.ts";

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

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value) ?? String(value);
}
