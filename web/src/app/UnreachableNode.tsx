import type { ReactElement } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";

/** What is shown when the node did not say who is signed in. */
export function UnreachableNode(
  { failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry: () => void },
): ReactElement {
  const { messages } = useSpeech();
  return (
    <main className="mx-auto max-w-lg px-4 py-16">
      <h1 tabIndex={-1} className="mb-3 text-xl font-semibold">{messages.failure.title}</h1>
      <FailureNotice failure={failure}>
        <Button onClick={onRetry}>{messages.failure.retry}</Button>
      </FailureNotice>
    </main>
  );
}
