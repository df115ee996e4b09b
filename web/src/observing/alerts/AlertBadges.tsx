import type { ReactElement } from "react";
import type { AlertState, Severity } from "../../api/alerts.ts";
import { Pill, type PillLook } from "../../ui/Pill.tsx";
import { useWords } from "../words/useWords.ts";

const stateLooks: Readonly<Record<AlertState, PillLook>> = { firing: "bad", pending: "warn", resolved: "good" };
const severityLooks: Readonly<Record<Severity, PillLook>> = { warning: "warn", critical: "bad" };

export function AlertStateBadge({ state }: { readonly state: AlertState }): ReactElement {
  return <Pill look={stateLooks[state]} testId="alert-state" state={state}>{useWords().alerts.itsState[state]}</Pill>;
}

export function SeverityBadge({ severity }: { readonly severity: Severity }): ReactElement {
  return <Pill look={severityLooks[severity]}>{useWords().alerts.severities[severity]}</Pill>;
}
