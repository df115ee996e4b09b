import type { ReactElement, ReactNode } from "react";
import { alertsPath, backupsPath, healthPath, nodeMailPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { Tabs } from "../ui/Tabs.tsx";
import { logsPath, tracesPath } from "./paths.ts";
import { useWords } from "./words/useWords.ts";

const pages = [["health", healthPath], ["alerts", alertsPath], ["logs", logsPath()], ["traces", tracesPath()], [
  "backups",
  backupsPath,
], ["mail", nodeMailPath]] as const;

export type NodePage = typeof pages[number][0];

/** The pages about the node, side by side. */
export function NodeFrame(
  { chosen, aside, children }: {
    readonly chosen: NodePage;
    readonly aside?: ReactNode;
    readonly children: ReactNode;
  },
): ReactElement {
  const words = useWords();
  useTitle(`${words.pages[chosen]} · ${words.title}`);
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        <Tabs
          label={words.title}
          tabs={pages.map(([page, path]) => ({ path, name: words.pages[page], isChosen: page === chosen }))}
        />
        {aside !== undefined && <div className="ml-auto max-md:ml-0">{aside}</div>}
      </div>
      {children}
    </div>
  );
}
