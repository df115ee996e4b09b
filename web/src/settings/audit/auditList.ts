import type { AuditEntry } from "../../api/audit.ts";

/** The actions of these entries and those known before, in the order of their names. */
export function actionsSeen(known: readonly string[], entries: readonly AuditEntry[]): readonly string[] {
  return [...new Set([...known, ...entries.map(({ action }) => action)])].toSorted();
}

/** One value that an act changed; null where there was or is none. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What an act changed, value by value, in the order of their names. What stayed as it was is left out. */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const old = leavesOf(before);
  const young = leavesOf(after);
  return [...new Set([...old.keys(), ...young.keys()])]
    .toSorted()
    .map((field) => ({ field, before: old.get(field) ?? null, after: young.get(field) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** The values of an object by their path; a value that is no object stands under no name. */
function leavesOf(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[path, String(value)]]);
  if (Array.isArray(value)) return new Map([[path, value.map((item) => textOf(item)).join(", ")]]);
  const leaves = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    for (const [field, text] of leavesOf(inner, path === "" ? name : `${path}.${name}`)) leaves.set(field, text);
  }
  return leaves;
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
