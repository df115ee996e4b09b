import type { ReactElement, ReactNode } from "react";
import type { FilesUsage } from "../api/files.ts";
import { filesPath, trashPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { Link } from "../ui/Link.tsx";
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
        <nav aria-label={words.title} className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
          {pages.map(([page, path, name]) => (
            <Link
              key={page}
              to={path}
              aria-current={page === chosen ? "page" : undefined}
              className="inline-flex min-h-7 items-center rounded-md px-2.5 text-muted hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
            >
              {name}
            </Link>
          ))}
        </nav>
        <div className="min-h-9 w-full md:ml-auto md:w-72">
          {usage !== null && <UsageMeter usage={usage} />}
        </div>
      </div>
      {children}
    </div>
  );
}
