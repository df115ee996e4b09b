import { type ReactElement, useCallback } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { startTrace } from "../../api/trace.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

/** More is no reading in a dialog. */
const MOST_BYTES = 262_144;

/** The beginning of a text, as it is written: nothing of it is interpreted. */
export function TextPreview({ address, name }: { readonly address: string; readonly name: string }): ReactElement {
  const words = useWords().preview;
  const { formats } = useSpeech();
  const fetchText = useCallback((signal: AbortSignal) => readStart(address, signal), [address]);
  const { value, failure } = useFetched(fetchText);
  if (failure !== null) return <p className="m-auto p-4 text-muted">{words.broken}</p>;
  return (
    <div className="flex min-h-0 flex-col">
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard can scroll it
        tabIndex={0}
        aria-label={words.of(name)}
        data-testid="text-preview"
        className="min-h-0 flex-1 overflow-auto p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere -outline-offset-2"
      >
        {value?.text ?? ""}
      </pre>
      {value?.isCut === true && (
        <p className="border-t border-line px-3 py-1 text-xs text-muted">{words.cut(formats.size(MOST_BYTES))}</p>
      )}
    </div>
  );
}

async function readStart(address: string, signal: AbortSignal) {
  const { traceId, traceparent } = startTrace();
  try {
    const response = await fetch(address, { headers: { range: `bytes=0-${MOST_BYTES - 1}`, traceparent }, signal });
    // An empty file has no first byte.
    if (response.status === 416) return { text: "", isCut: false };
    if (!response.ok) throw unreadable(response.status, traceId);
    const total = Number(response.headers.get("content-range")?.split("/")[1] ?? 0);
    return { text: await response.text(), isCut: total > MOST_BYTES };
  } catch (error) {
    throw signal.aborted || error instanceof ApiFailure ? error : unreadable(0, traceId);
  }
}

function unreadable(status: number, traceId: string): ApiFailure {
  return new ApiFailure({ code: "unavailable", status, traceId, detail: "" });
}
