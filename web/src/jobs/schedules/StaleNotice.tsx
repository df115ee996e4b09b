import { type ReactElement, useCallback, useEffect, useRef } from "react";
import type { JobSchedule } from "../../api/jobSchedules.ts";
import { changesOf } from "../../settings/audit/auditList.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { fieldLabel, planOf } from "./scheduleDraft.ts";

interface StaleNoticeProps {
  readonly base: JobSchedule;
  readonly load: (id: string) => Promise<JobSchedule>;
  readonly onLoad: (theirs: JobSchedule) => void;
}

/** What someone else changed since the form was opened, and the way to go on from there. */
export function StaleNotice({ base, load, onLoad }: StaleNoticeProps): ReactElement {
  const all = useWords();
  const words = all.schedules;
  const place = useRef<HTMLDivElement>(null);
  const { value: theirs, failure } = useFetched(useCallback(() => load(base.id), [base.id, load]));
  // The form is long, and its buttons have moved down.
  useEffect(() => {
    if (theirs !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [theirs]);
  if (failure !== null) {
    return failure.status === 404 ? <Notice look="bad">{words.staleGone}</Notice> : <FailureNotice failure={failure} />;
  }
  const changes = theirs === null ? [] : changesOf(planOf(base), planOf(theirs));
  const valueText = (value: string | null) => {
    if (value === "true") return words.yes;
    return value === "false" ? words.no : value ?? all.none;
  };
  return (
    <div ref={place} className="scroll-mb-4">
      <Notice look="bad">
        <p>{theirs !== null && changes.length === 0 ? words.staleSame : words.stale}</p>
        <ul className="my-2 list-disc pl-5" data-testid="stale-changes">
          {changes.map(({ field, before, after }) => (
            <li key={field} className="wrap-anywhere">
              {words.change(fieldLabel(field, words), valueText(before), valueText(after))}
            </li>
          ))}
        </ul>
        {theirs !== null && <Button onClick={() => onLoad(theirs)}>{words.loadTheirs}</Button>}
      </Notice>
    </div>
  );
}
