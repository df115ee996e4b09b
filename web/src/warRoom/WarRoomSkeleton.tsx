import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Skeleton } from "../ui/Skeleton.tsx";

const lines = ["w-3/5", "w-4/5", "w-2/5", "w-3/4", "w-1/2", "w-2/3"];

/** The war room's shape while it is on the way. */
export function WarRoomSkeleton(): ReactElement {
  const { messages } = useSpeech();
  return (
    <div role="status" aria-label={messages.shell.loading} className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <Skeleton className="mb-2 h-4 w-24" />
      <Skeleton className="mb-4 h-7 w-64 max-w-full" />
      <div className="grid gap-4 lg:grid-cols-[1fr_22rem]">
        {["facts", "score"].map((part) => (
          <div key={part} className="panel space-y-3 p-4">
            {lines.map((line) => <Skeleton key={line} className={`h-3.5 ${line}`} />)}
          </div>
        ))}
      </div>
    </div>
  );
}
