import type { LeadChange } from "../../api/leadChanges.ts";
import type { ColumnName } from "../columns.ts";

/** Columns whose cells can be written in, and the field of a lead that each is; a stage is moved to. */
export const cellFields = {
  email: "email",
  phone: "phone",
  stage: "stageId",
  owner: "ownerId",
  value: "value",
  tags: "tags",
  nextStep: "nextStep",
  due: "nextStepDue",
} as const satisfies Partial<Record<ColumnName, keyof LeadChange>>;

export type CellName = keyof typeof cellFields;

export function isCellName(name: string | undefined): name is CellName {
  return name !== undefined && Object.hasOwn(cellFields, name);
}

/** Which cell of which lead is being written in. */
export interface CellSpot {
  readonly leadId: string;
  readonly name: CellName;
}

/** The cell that Tab leads to from another one of the same lead; null past the last and before the first one. */
export function neighbourCell(columns: readonly ColumnName[], from: CellName, step: 1 | -1): CellName | null {
  const cells = columns.filter(isCellName);
  return cells[cells.indexOf(from) + step] ?? null;
}
