import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";

/** The code and the trace that lead whoever runs the node to the log line. */
export function QuotableCodes({ code, traceId }: { readonly code: string; readonly traceId: string }): ReactElement {
  const { failure } = useSpeech().messages;
  return (
    <p className="mt-1 font-mono text-xs break-all text-muted">
      {failure.code} <span data-testid="failure-code" className="text-ink">{code}</span> · {failure.trace}{" "}
      <span data-testid="failure-trace" className="text-ink">{traceId}</span>
    </p>
  );
}
