import type { ReactElement, ReactNode } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import { FailureNotice } from "./FailureNotice.tsx";
import { Skeleton } from "./Skeleton.tsx";
import type { Fetched } from "./useFetched.ts";

interface FetchedListProps<Value> {
  readonly fetched: Pick<Fetched<Value>, "value" | "failure"> & { readonly reload: () => unknown };
  /** Lines to draw while nothing is there yet. */
  readonly lines?: number;
  readonly children: (value: Value) => ReactNode;
}

/** What was fetched; until then its place, or why it is not there. A list that could not be renewed stays to be read. */
export function FetchedList<Value>({ fetched, lines = 3, children }: FetchedListProps<Value>): ReactElement {
  const { messages } = useSpeech();
  const { value, failure, reload } = fetched;
  return (
    <>
      {failure !== null && (
        <div className="p-3">
          <FailureNotice failure={failure}>
            <Button onClick={reload}>{messages.failure.retry}</Button>
          </FailureNotice>
        </div>
      )}
      {value === null && failure === null && (
        <div role="status" aria-label={messages.shell.loading} className="flex flex-col gap-4 px-4 py-4">
          {Array.from({ length: lines }, (_, index) =>
            index).map((index) => (
              <span key={index} className="flex flex-col gap-2">
                <Skeleton className="h-4 w-44 max-w-full" />
                <Skeleton className="h-3 w-72 max-w-full" />
              </span>
            ))}
        </div>
      )}
      {value !== null && children(value)}
    </>
  );
}
