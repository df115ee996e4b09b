import type { Lead } from "../api/Lead.ts";

/** What a list can show of a lead beside its company. */
export const columnNames = [
  "contact",
  "email",
  "phone",
  "status",
  "score",
  "stage",
  "owner",
  "project",
  "value",
  "tags",
  "nextStep",
  "due",
  "dropped",
  "updated",
] as const;

export type ColumnName = typeof columnNames[number];

export const usualColumns: readonly ColumnName[] = ["contact", "status", "score", "dropped"];

/** More are too narrow to be read. */
export const COLUMNS_MAX = 8;

const widths: Readonly<Record<ColumnName, string>> = {
  contact: "minmax(0,4fr)",
  email: "minmax(0,4fr)",
  phone: "minmax(0,2.5fr)",
  status: "9.5rem",
  score: "3.5rem",
  stage: "minmax(0,2fr)",
  owner: "minmax(0,2fr)",
  project: "minmax(0,2fr)",
  value: "7rem",
  tags: "minmax(0,3fr)",
  nextStep: "minmax(0,3fr)",
  due: "7rem",
  dropped: "7rem",
  updated: "7rem",
};

/** Numbers and times stand at the right. */
export const rightColumns: ReadonlySet<ColumnName> = new Set(["score", "value", "dropped", "updated"]);

/** The orders of a column, the one that its head asks for first in front. */
export const sortsOf: Readonly<Partial<Record<ColumnName | "company", readonly [string, string | null]>>> = {
  company: ["company", "-company"],
  score: ["-score", "score"],
  value: ["-value", null],
  due: ["due", null],
  dropped: ["-created", "created"],
  updated: ["-updated", null],
};

/** What of columns is not in every lead that a page holds, so that names have to be looked up. */
export const namedColumns: ReadonlySet<ColumnName> = new Set(["stage", "owner", "project"]);

export function templateOf(columns: readonly ColumnName[]): string {
  return ["minmax(0,5fr)", ...columns.map((name) => widths[name])].join(" ");
}

/** Known names, each once; the usual ones where nothing is left. */
export function columnsOf(names: unknown): readonly ColumnName[] {
  if (!Array.isArray(names)) return usualColumns;
  const known = columnNames.filter((name) => names.includes(name)).slice(0, COLUMNS_MAX);
  return known.length === 0 ? usualColumns : known;
}

export function isUsual(columns: readonly ColumnName[]): boolean {
  return columns.join() === usualColumns.join();
}

/** The order that a click on a column's head asks for. */
export function nextSort(column: ColumnName | "company", sort: string): string | null {
  const sorts = sortsOf[column];
  if (sorts === undefined) return null;
  return sort === sorts[0] && sorts[1] !== null ? sorts[1] : sorts[0];
}

export function contactOf({ contactName, email, phone }: Lead): string | null {
  return contactName ?? email ?? phone;
}

const KEY = "uprising.columns";

/** What this browser shows, until a view says otherwise. */
export function rememberedColumns(): readonly ColumnName[] {
  try {
    return columnsOf(JSON.parse(localStorage.getItem(KEY) ?? "null"));
  } catch {
    return usualColumns;
  }
}

export function rememberColumns(columns: readonly ColumnName[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(columns));
  } catch {
    // Storage may be switched off; then nothing is remembered.
  }
}
