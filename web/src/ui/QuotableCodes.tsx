import { type ReactElement, useContext } from "react";
import { tracePath } from "../app/Route.ts";
import { SessionContext } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Link } from "./Link.tsx";

/** The code and the trace that lead whoever runs the node to what happened; for them, the trace is a link there. */
export function QuotableCodes({ code, traceId }: { readonly code: string; readonly traceId: string }): ReactElement {
  const { failure } = useSpeech().messages;
  const session = useContext(SessionContext);
  const mayLook = session !== null && session.permissions.includes("node.read") && traceId !== "";
  return (
    <p className="mt-1 font-mono text-xs break-all text-muted">
      {failure.code} <span data-testid="failure-code" className="text-ink">{code}</span> · {failure.trace} {mayLook
        ? (
          <Link
            to={tracePath(traceId)}
            data-testid="failure-trace"
            className="text-accent underline underline-offset-2"
          >
            {traceId}
          </Link>
        )
        : <span data-testid="failure-trace" className="text-ink">{traceId}</span>}
    </p>
  );
}
