import type { Formats } from "../i18n/formats.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { valueText } from "../leadWork/valueText.ts";
import type { LeadWorkWords } from "../leadWork/words/english.ts";
import type { ActiveFilter } from "./filterRest.ts";

/** A narrowing as people read it. */
export function filterText(
  { name, value }: ActiveFilter,
  { words, formats, lookups, currency }: {
    readonly words: LeadWorkWords;
    readonly formats: Formats;
    readonly lookups: Lookups;
    /** The workspace's own. */
    readonly currency: string;
  },
): string {
  const { find, fields } = words;
  const day = () => Number.isNaN(Date.parse(value)) ? value : formats.day(value);
  switch (name) {
    case "project":
      return `${fields.projectId} ${lookups.projects.find(({ id }) => id === value)?.name ?? ""}`.trim();
    case "stage":
      return `${fields.stageId} ${lookups.stages.find(({ id }) => id === value)?.name ?? ""}`.trim();
    case "owner":
      return `${fields.ownerId} ${
        value === "none" ? find.nobody : lookups.members.find(({ person }) => person.id === value)?.person.name ?? ""
      }`.trim();
    case "tag":
      return value;
    case "score_min":
      return `${find.scoreMin} ${value}`;
    case "score_max":
      return `${find.scoreMax} ${value}`;
    case "due_before":
      return `${find.dueBefore} ${day()}`;
    case "created_after":
      return `${find.createdAfter} ${day()}`;
    case "created_before":
      return `${find.createdBefore} ${day()}`;
    case "value_min":
      return `${find.valueMin} ${
        /^\d{1,15}$/.test(value) ? valueText({ amount: Number(value), currency }, formats.language) : value
      }`;
    case "stale":
      return find.stale;
    case "archived":
      return value === "only" || value === "include" ? find.archives[value] : value;
    default:
      return `${name} ${value}`;
  }
}
