import type { StageFields } from "../../api/pipeline.ts";
import type { RequiredField, Stage, StageKind } from "../../api/projects.ts";

/** A stage as a form has it: numbers are text until they are sent. */
export interface StageDraft {
  readonly name: string;
  readonly kind: StageKind;
  readonly probability: string;
  readonly colour: string;
  readonly staleDays: string;
  readonly requiredFields: readonly RequiredField[];
}

/** Told apart by those who see no colours by their names beside them. */
export const colours = [
  "#6b7280",
  "#3b82f6",
  "#06b6d4",
  "#8b5cf6",
  "#f59e0b",
  "#ec4899",
  "#16a34a",
  "#dc2626",
] as const;

export function draftOf(stage: Stage | null): StageDraft {
  if (stage === null) {
    return { name: "", kind: "open", probability: "20", colour: colours[1], staleDays: "14", requiredFields: [] };
  }
  const { name, kind, probability, colour, staleDays, requiredFields } = stage;
  return { name, kind, probability: `${probability}`, colour, staleDays: `${staleDays ?? ""}`, requiredFields };
}

export type DraftFault = "name" | "probability" | "staleDays";

/** What is wrong with the draft; nothing when it can be sent. */
export function draftFaults(draft: StageDraft): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.name.trim() === "") faults.push("name");
  if (!/^(\d{1,2}|100)$/.test(draft.probability.trim())) faults.push("probability");
  const days = draft.staleDays.trim();
  if (days !== "" && !(/^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= 3650)) faults.push("staleDays");
  return faults;
}

export function fieldsOf(draft: StageDraft): StageFields {
  return {
    name: draft.name.trim(),
    kind: draft.kind,
    probability: Number(draft.probability),
    colour: draft.colour,
    staleDays: draft.staleDays.trim() === "" ? null : Number(draft.staleDays),
    requiredFields: draft.requiredFields,
  };
}

/** What of a stage a draft changes. */
export function changeOf(stage: Stage, draft: StageDraft): Partial<StageFields> {
  const fields = fieldsOf(draft);
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) =>
      JSON.stringify(stage[name as keyof StageFields]) !== JSON.stringify(value)
    ),
  );
}
