import type { ReactElement } from "react";
import type { ErrorGroup } from "../../api/errors.ts";
import { errorsPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { ErrorBadges } from "../ErrorBadges.tsx";
import { Trend } from "../Trend.tsx";
import { useWords } from "../words/useWords.ts";

/** The columns of the list, shared with its head; one below the other on a phone. */
export const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 md:grid-cols-[minmax(0,1fr)_8rem_5rem_5rem_7rem] md:items-center";

/** Errors that are the same one. */
export function ErrorRow(
  { group, now, withState }: { readonly group: ErrorGroup; readonly now: number; readonly withState: boolean },
): ReactElement {
  const words = useWords().list;
  const { formats } = useSpeech();
  const remark = [group.value ?? null, group.culprit ?? null].filter((part) =>
    part !== null && !group.title.includes(part)
  );
  return (
    <li
      data-testid="error-row"
      data-error={group.id}
      className={`${columns} relative border-b border-line px-4 py-2.5 last:border-0 hover:bg-sunken`}
    >
      <span className="flex min-w-0 flex-col gap-1 max-md:col-span-2">
        <Link
          to={errorsPath(group.id)}
          className="rounded font-medium wrap-anywhere line-clamp-2 after:absolute after:inset-0"
        >
          {group.title}
        </Link>
        {remark.length > 0 && <span className="truncate text-xs text-muted">{remark.join(" · ")}</span>}
        <span className="flex flex-wrap items-center gap-1.5">
          <ErrorBadges group={group} withState={withState} />
          <span className="text-xs text-muted">{group.project.name}</span>
          {group.assignee !== null && group.assignee !== undefined && (
            <span className="text-xs text-muted">· {group.assignee.name}</span>
          )}
        </span>
      </span>
      <Trend counts={group.trend} className="h-6 w-full max-md:hidden" />
      <span className="text-right tabular-nums max-md:text-left max-md:text-xs max-md:text-muted">
        <span className="md:hidden">
          {words.times(formats.number(group.count), group.count === 1)} ·{" "}
          {words.peopleOf(formats.number(group.peopleCount), group.peopleCount === 1)}
        </span>
        <span className="max-md:hidden">{formats.number(group.count)}</span>
      </span>
      <span className="text-right tabular-nums max-md:hidden">{formats.number(group.peopleCount)}</span>
      <time
        dateTime={group.lastSeenAt}
        title={formats.dateTime(group.lastSeenAt)}
        className="text-right text-xs text-muted"
      >
        {formats.ago(group.lastSeenAt, now)}
      </time>
    </li>
  );
}
