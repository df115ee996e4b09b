import type { ReactElement, ReactNode } from "react";
import { jobListPath, queuesPath, schedulesPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { Tabs } from "../ui/Tabs.tsx";
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
        <Tabs
          label={words.title}
          tabs={pages.map(([page, path]) => ({ path, name: words.pages[page], isChosen: page === chosen }))}
        />
      </div>
      {children}
    </div>
  );
}
