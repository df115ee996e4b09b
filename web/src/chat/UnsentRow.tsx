import type { ReactElement } from "react";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import type { Outbox, Unsent } from "./Outbox.ts";
import { useWords } from "./words/useWords.ts";

/** A message on its way: as it was written, since the node has not made anything of it yet. */
export function UnsentRow({ unsent, outbox }: { readonly unsent: Unsent; readonly outbox: Outbox }): ReactElement {
  const words = useWords();
  const { messages } = useSpeech();
  const { clientId, text, files, state, failure } = unsent;
  return (
    <li
      data-testid="unsent"
      data-state={state}
      className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2.5 rounded-lg px-2 py-0.5"
    >
      <span
        aria-hidden="true"
        className={`mt-1.5 ml-auto size-2 rounded-full bg-muted ${state === "refused" ? "bg-bad!" : "animate-breathe"}`}
      />
      <div className="min-w-0">
        <p dir="auto" className="whitespace-pre-wrap wrap-anywhere opacity-70">{text.replace(/<@[\w-]+>/g, "@…")}</p>
        {files.length > 0 && <p className="text-xs text-muted">{files.join(", ")}</p>}
        <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
          {state === "refused" && (
            <span className="text-bad">
              {words.refused}
              {failure !== null && `. ${failure.fields[0]?.message ?? failureText(messages, failure)}`}
            </span>
          )}
          {state === "sending" && words.sending}
          {state === "waiting" && words.waiting}
          {state !== "sending" && (
            <>
              <Button look="quiet" className="min-h-6! px-1.5! text-xs" onClick={() => outbox.retry(clientId)}>
                {words.tryAgain}
              </Button>
              <Button look="quiet" className="min-h-6! px-1.5! text-xs" onClick={() => outbox.discard(clientId)}>
                {words.discard}
              </Button>
            </>
          )}
        </p>
      </div>
    </li>
  );
}
