import type { ReactElement } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";

const columns = [3, 2, 4, 1, 2];

/** The place of a board that is on its way. */
export function BoardSkeleton(): ReactElement {
  const { shell } = useSpeech().messages;
  return (
    <div role="status" aria-label={shell.loading} className="-mx-4 flex gap-3 overflow-hidden px-4 pt-12">
      {columns.map((cards, column) => (
        // oxlint-disable-next-line react/no-array-index-key -- places, not things
        <div key={column} className="panel flex w-68 shrink-0 flex-col gap-2 p-2">
          <Skeleton className="h-5 w-32" />
          {Array.from({ length: cards }, (_, card) => <Skeleton key={card} className="h-20" />)}
        </div>
      ))}
    </div>
  );
}
