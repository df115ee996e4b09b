import type { CSSProperties, ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Skeleton } from "../ui/Skeleton.tsx";
import { templateOf, usualColumns } from "./columns.ts";
import { columnsClass } from "./LeadRow.tsx";

const widths = ["w-40", "w-56", "w-32", "w-48", "w-36", "w-52", "w-44", "w-28"];

/** The list's shape while its first slice is on the way. */
export function ListSkeleton(): ReactElement {
  const { messages } = useSpeech();
  return (
    <div
      role="status"
      aria-label={messages.shell.loading}
      style={{ "--columns": templateOf(usualColumns) } as CSSProperties}
    >
      {widths.map((width) => (
        <div key={width} className={`${columnsClass} h-13 content-center border-b border-line px-4 last:border-0`}>
          <div className="space-y-1.5 py-1">
            <Skeleton className={`h-3.5 max-w-full ${width}`} />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="hidden h-3.5 w-32 md:block" />
          <Skeleton className="h-5 w-16 rounded-full" />
        </div>
      ))}
    </div>
  );
}
