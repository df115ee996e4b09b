import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { QuotableCodes } from "../ui/QuotableCodes.tsx";

/** What is left when the page itself failed. */
export function DefectPage({ code, traceId }: { readonly code: string; readonly traceId: string }): ReactElement {
  const words = useSpeech().messages.failure;
  return (
    <main role="alert">
      <PageMessage title={words.pageTitle}>
        <p>{words.pageText}</p>
        <QuotableCodes code={code} traceId={traceId} />
        <Button onClick={() => location.reload()}>{words.reload}</Button>
      </PageMessage>
    </main>
  );
}
