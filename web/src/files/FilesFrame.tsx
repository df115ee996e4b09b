import type { ReactElement, ReactNode } from "react";
import type { FilesUsage } from "../api/files.ts";
import { filesPath, trashPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { Tabs } from "../ui/Tabs.tsx";
import { UsageMeter } from "./UsageMeter.tsx";
import { useWords } from "./words/useWords.ts";

interface FilesFrameProps {
  readonly chosen: "files" | "trash";
  readonly title: string;
  readonly usage: FilesUsage | null;
  readonly children: ReactNode;
}

/** The pages about files, side by side, and how much is stored. */
export function FilesFrame({ chosen, title, usage, children }: FilesFrameProps): ReactElement {
  const words = useWords();
  useTitle(title === words.title ? title : `${title} · ${words.title}`);
  const pages = [["files", filesPath(), words.title], ["trash", trashPath, words.trash]] as const;
  return (
    // Room below, so that the uploads never lie over the last row for good.
    <div className="mx-auto max-w-6xl px-4 pt-4 pb-40 md:pt-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        <Tabs
          label={words.title}
          tabs={pages.map(([page, path, name]) => ({ path, name, isChosen: page === chosen }))}
        />
        <div className="flex min-h-5 w-full flex-col justify-center md:ml-auto md:min-h-9 md:w-72">
          {usage !== null && <UsageMeter usage={usage} />}
        </div>
      </div>
      {children}
    </div>
  );
}
