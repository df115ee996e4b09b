import type { ReactElement, ReactNode } from "react";
import { jobListPath, queuesPath, schedulesPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { Link } from "../ui/Link.tsx";
import { useWords } from "./words/useWords.ts";

const pages = [["queues", queuesPath], ["list", jobListPath()], ["schedules", schedulesPath]] as const;

/** The pages about jobs, side by side. */
export function JobsFrame(
  { chosen, children }: { readonly chosen: typeof pages[number][0]; readonly children: ReactNode },
): ReactElement {
  const words = useWords();
  useTitle(chosen === "list" ? words.title : `${words.pages[chosen]} · ${words.title}`);
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        <nav aria-label={words.title} className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
          {pages.map(([page, path]) => (
            <Link
              key={page}
              to={path}
              aria-current={page === chosen ? "page" : undefined}
              className="inline-flex min-h-7 items-center rounded-md px-2.5 text-muted hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
            >
              {words.pages[page]}
            </Link>
          ))}
        </nav>
      </div>
      {children}
    </div>
  );
}
