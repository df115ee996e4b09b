import type { ReactElement } from "react";
import type { JobSchedule } from "../../api/jobSchedules.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { ownTimeZone } from "../../settings/workspace/places.ts";
import { runTime } from "../timeText.ts";
import { useWords } from "../words/useWords.ts";

/** When a schedule runs next: by the clock of who looks, and by that of the schedule where it is another. */
export function NextRuns(
  { schedule }: { readonly schedule: Pick<JobSchedule, "upcoming" | "timeZone"> },
): ReactElement {
  const words = useWords().schedules;
  const { language } = useSpeech();
  if (schedule.upcoming.length === 0) return <p className="text-muted">{words.noNext}</p>;
  return (
    <ul data-testid="upcoming">
      {schedule.upcoming.map((iso) => {
        const own = runTime(iso, language);
        const there = schedule.timeZone === ownTimeZone() ? null : runTime(iso, language, schedule.timeZone);
        return (
          <li key={iso}>
            <time dateTime={iso} className="tabular-nums">{own}</time>
            {there !== null && there !== own && (
              <span className="text-xs text-muted">{` · ${words.inZone(there, placeOf(schedule.timeZone))}`}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The town that a time zone is named for. */
function placeOf(timeZone: string): string {
  return (timeZone.split("/").at(-1) ?? timeZone).replaceAll("_", " ");
}
