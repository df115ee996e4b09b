import type { Formats } from "../i18n/formats.ts";
import { isRecord } from "../api/isRecord.ts";
import type { WireMoney } from "../api/Lead.ts";
import { valueText } from "./valueText.ts";
import type { Lookups } from "./useLookups.ts";
import type { LeadWorkWords } from "./words/english.ts";

type FieldName = keyof LeadWorkWords["fields"];

const moments: ReadonlySet<string> = new Set(["nextStepDue", "remindAt", "archivedAt", "deletedAt"]);

export function fieldLabel(words: LeadWorkWords, field: string): string {
  return Object.hasOwn(words.fields, field) ? words.fields[field as FieldName] : field;
}

/** The value of a lead's field as people read it; null for an empty one. */
export function fieldText(
  field: string,
  value: unknown,
  { words, formats, lookups }: { readonly words: LeadWorkWords; readonly formats: Formats; readonly lookups: Lookups },
): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(String).join(", ");
  if (isRecord(value) && isMoney(value)) return valueText(value, formats.language);
  // A contact, a note, a lead that was merged: what it is called is enough here.
  if (isRecord(value)) return textIn(value, "name") ?? textIn(value, "text") ?? textIn(value, "company");
  if (typeof value !== "string") return typeof value === "number" ? formats.number(value) : String(value);
  if (field === "nextStepDue") return formats.day(value);
  if (moments.has(field)) return formats.dateTime(value);
  switch (field) {
    case "ownerId":
      return lookups.members.find(({ person }) => person.id === value)?.person.name ?? words.followUp.unknownPerson;
    case "stageId":
      return lookups.stages.find((stage) => stage.id === value)?.name ?? words.none;
    case "projectId":
      return lookups.projects.find((project) => project.id === value)?.name ?? words.none;
    default:
      return value;
  }
}

function isMoney(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & WireMoney {
  return typeof value["amount"] === "number" && typeof value["currency"] === "string";
}

function textIn(value: Readonly<Record<string, unknown>>, name: string): string | null {
  const text = value[name];
  return typeof text === "string" && text !== "" ? text : null;
}
