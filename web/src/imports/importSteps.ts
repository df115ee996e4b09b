import type { ImportField, ImportMapping, ImportState, LeadImport } from "../api/imports.ts";

export const importSteps = ["columns", "check", "run", "report"] as const;

export type ImportStep = typeof importSteps[number];

const stepByState: Readonly<Record<ImportState, ImportStep>> = {
  mapping: "columns",
  checking: "check",
  checked: "check",
  running: "run",
  cancelled: "run",
  failed: "run",
  finished: "report",
};

export function stepOf(state: ImportState): ImportStep {
  return stepByState[state];
}

/** True while the node works on it. */
export function isUnderway(state: ImportState): boolean {
  return state === "checking" || state === "running";
}

/** Fields that several columns may be. */
const repeatable: ReadonlySet<ImportField> = new Set(["notes", "tags"]);

/** Fields of which one must be there, to call a lead by. */
const naming: ReadonlySet<ImportField> = new Set(["company", "website", "email"]);

/** The mapping with another meaning of a column; a meaning that only one column can have is taken from the other. */
export function withMeaning(mapping: ImportMapping, column: number, field: ImportField | null): ImportMapping {
  const rest = Object.entries(mapping).filter(([index, known]) =>
    index !== String(column) && (known !== field || repeatable.has(known))
  );
  return Object.fromEntries(field === null ? rest : [...rest, [String(column), field]]);
}

export function canNameLeads(mapping: ImportMapping): boolean {
  return Object.values(mapping).some((field) => naming.has(field));
}

/** The newer of what was asked for and what an answer told. */
export function newest(one: LeadImport | null, other: LeadImport | null): LeadImport | null {
  if (one === null || other === null) return one ?? other;
  return other.version > one.version ? other : one;
}

/** How much is done, from 0 to 100. */
export function percentOf({ rows, total }: LeadImport["progress"]): number {
  return total === 0 ? 0 : Math.min(100, Math.floor((rows / total) * 100));
}
