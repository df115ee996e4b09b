import type { ReactElement, ReactNode } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Notice } from "./Notice.tsx";
import { QuotableCodes } from "./QuotableCodes.tsx";

/** What went wrong, in words, with what to quote; below it what can be done. */
export function FailureNotice(
  { failure, children }: { readonly failure: ApiFailure; readonly children?: ReactNode },
): ReactElement {
  const { messages } = useSpeech();
  const unnamed = failure.fields.filter((field) => field.pointer === "");
  return (
    <Notice look="bad">
      <p>{failureText(messages, failure)}</p>
      {unnamed.map((field) => <p key={field.message}>{field.message}</p>)}
      <QuotableCodes code={failure.code} traceId={failure.traceId} />
      {children !== undefined && <div className="mt-2 flex flex-wrap items-center gap-2 empty:hidden">{children}</div>}
    </Notice>
  );
}
