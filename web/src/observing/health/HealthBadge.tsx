import type { ReactElement } from "react";
import type { HealthState } from "../../api/health.ts";
import { Pill, type PillLook } from "../../ui/Pill.tsx";
import { useWords } from "../words/useWords.ts";

const looks: Readonly<Record<HealthState, PillLook>> = { ok: "good", warn: "warn", failing: "bad", unknown: "quiet" };

export function HealthBadge({ state }: { readonly state: HealthState }): ReactElement {
  const words = useWords().health;
  return <Pill look={looks[state]} testId="health-state" state={state}>{words.states[state]}</Pill>;
}
