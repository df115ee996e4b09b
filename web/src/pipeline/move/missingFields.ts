import { isRecord } from "../../api/isRecord.ts";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import type { Lead } from "../../api/Lead.ts";
import { type RequiredField, requiredFields, type Stage } from "../../api/projects.ts";

/** What a stage asks for and the lead does not have. */
export function missingFields(stage: Stage, lead: Lead): readonly RequiredField[] {
  return stage.requiredFields.filter((field) => {
    const value = lead[field];
    return value === null || (Array.isArray(value) && value.length === 0);
  });
}

/** What a refused move says is missing. */
export function fieldsRequired(failure: ApiFailure): readonly RequiredField[] {
  return requiredFields.filter((field) => failure.fields.some(({ pointer }) => pointer.split("/").at(-1) === field));
}

/** The lead as it is now, which the node's refusal of a stale version carries; null for any other failure. */
export function currentLead(failure: ApiFailure): Lead | null {
  if (failure.code !== "stale_version") return null;
  const { current } = failure.problem;
  return isRecord(current) && typeof current["version"] === "number" ? current as unknown as Lead : null;
}
