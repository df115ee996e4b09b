import type { ReactElement } from "react";
import type { JobFilter } from "../../api/JobFilter.ts";
import type { JobQueue } from "../../api/jobQueues.ts";
import { type JobState, jobStates } from "../../api/JobState.ts";
import { jobListPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { countsOf } from "../queues/queueFigures.ts";
import { useWords } from "../words/useWords.ts";

const order: readonly (JobState | null)[] = [null, ...jobStates];

/** The states to choose from, with how many jobs are in each; on a narrow screen they scroll sideways. */
export function StateTabs(
  { filter, queues }: { readonly filter: JobFilter; readonly queues: readonly JobQueue[] | null },
): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const counts = queues === null ? null : countsOf(queues, filter.queue);
  return (
    <nav aria-label={words.list.states} className="-mx-4 overflow-x-auto px-4 py-1 md:mx-0 md:px-0">
      <ul className="flex gap-1 md:flex-wrap">
        {order.map((state) => (
          <li key={state ?? "all"}>
            <Link
              to={jobListPath({ ...filter, state })}
              aria-current={state === filter.state ? "true" : undefined}
              className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-line bg-surface px-3 whitespace-nowrap text-muted hover:text-ink aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft aria-[current=true]:font-medium aria-[current=true]:text-accent"
            >
              {state === null ? words.list.all : words.states[state]}
              {state !== null && (
                <span className="min-w-3 text-right text-xs tabular-nums" data-testid={`count-${state}`}>
                  {counts === null ? "" : formats.number(counts[state])}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
