import type { AlertRule, AlertRuleFields, Severity } from "../../api/alerts.ts";

/** A rule as it is typed. */
export interface RuleDraft {
  readonly threshold: string;
  readonly forSeconds: string;
  readonly resolveSeconds: string;
  readonly severity: Severity;
  readonly isOn: boolean;
}

export type RuleFault = "threshold" | "forSeconds" | "resolveSeconds";

/** What is typed for one of a rule’s unit: shares as people say them, in hundredths, and bytes by the MiB. */
const typedUnits: Readonly<Record<string, number>> = { ratio: 100, share: 100, bytes: 1 / 1_048_576 };

function typedUnit({ unit }: AlertRule): number {
  return typedUnits[unit] ?? 1;
}

export function draftOf(rule: AlertRule): RuleDraft {
  return {
    threshold: String(round(rule.threshold * typedUnit(rule))),
    forSeconds: String(rule.forSeconds),
    resolveSeconds: String(rule.resolveSeconds),
    severity: rule.severity,
    isOn: rule.isOn,
  };
}

/** What is to be sent, or which fields cannot be. */
export function fieldsOf(draft: RuleDraft, rule: AlertRule): AlertRuleFields | readonly RuleFault[] {
  const faults: RuleFault[] = [];
  const typed = draft.threshold.trim().replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(typed)) faults.push("threshold");
  for (const name of ["forSeconds", "resolveSeconds"] as const) {
    if (!/^\d{1,7}$/.test(draft[name].trim())) faults.push(name);
  }
  if (faults.length > 0) return faults;
  return {
    threshold: round(Number(typed) / typedUnit(rule)),
    forSeconds: Number(draft.forSeconds),
    resolveSeconds: Number(draft.resolveSeconds),
    severity: draft.severity,
    isOn: draft.isOn,
  };
}

/** Without what binary fractions add. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
