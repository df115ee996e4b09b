import type { ReactElement } from "react";
import type { ErrorGroup, ErrorLevel, ErrorState } from "../api/errors.ts";
import { Badge } from "../ui/Badge.tsx";
import { Pill, type PillLook } from "../ui/Pill.tsx";
import { useWords } from "./words/useWords.ts";

const levels: Readonly<Record<ErrorLevel, PillLook>> = {
  fatal: "bad",
  error: "bad",
  warning: "warn",
  info: "plain",
  debug: "quiet",
};
const states: Readonly<Record<ErrorState, PillLook>> = { unresolved: "plain", resolved: "good", ignored: "quiet" };

/** What marks an error: how bad it is, and what people made of it. The usual state is not said in a list of it. */
export function ErrorBadges(
  { group, withState }: { readonly group: ErrorGroup; readonly withState: boolean },
): ReactElement {
  const words = useWords();
  return (
    <>
      <Pill look={levels[group.level] ?? "plain"}>{words.levels[group.level] ?? group.level}</Pill>
      {group.isRegression && <Badge look="warn">{words.regression}</Badge>}
      {(withState || group.state !== "unresolved") && (
        <Pill look={states[group.state]} testId="error-state" state={group.state}>{words.itsState[group.state]}</Pill>
      )}
    </>
  );
}
