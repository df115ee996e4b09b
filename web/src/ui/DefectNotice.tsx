import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Defect } from "../reporting/Defect.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";
import { QuotableCodes } from "./QuotableCodes.tsx";

/** Stands in the place of a part of the page that failed. */
export function DefectNotice(
  { defect, onRetry }: { readonly defect: Defect; readonly onRetry: () => void },
): ReactElement {
  const words = useSpeech().messages.failure;
  return (
    <div className="p-3" data-testid="panel-defect">
      <Notice look="bad" title={words.panelTitle}>
        <p>{words.panelText}</p>
        <QuotableCodes {...defect} />
        <div className="mt-2 flex flex-wrap gap-2">
          <Button onClick={onRetry}>{words.retry}</Button>
          <Button look="quiet" onClick={() => location.reload()}>{words.reload}</Button>
        </div>
      </Notice>
    </div>
  );
}
