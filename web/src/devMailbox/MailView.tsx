import { type ReactElement, useCallback, useEffect, useRef } from "react";
import { openMail } from "../api/devMailbox.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "../settings/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { codeIn, piecesOf } from "./mailText.ts";

/** One mail as its reader would get it, in its plain form; its links lead within this node. */
export function MailView({ id, onBack }: { readonly id: string; readonly onBack: () => void }): ReactElement {
  const words = useWords().mailbox;
  const { formats } = useSpeech();
  const fetched = useFetched(useCallback((signal: AbortSignal) => openMail(id, signal), [id]));
  const whole = useRef<HTMLElement>(null);
  useEffect(() => whole.current?.focus(), []);
  return (
    <article ref={whole} tabIndex={-1} className="panel min-w-0 outline-none" data-testid="mail">
      <div className="border-b border-line p-2 md:hidden">
        <Button look="quiet" onClick={onBack}>
          <span aria-hidden="true">‹</span> {words.back}
        </Button>
      </div>
      <FetchedList fetched={fetched} lines={4}>
        {(mail) => {
          const code = codeIn(mail.text);
          return (
            <div className="p-4">
              <h2 className="text-base font-semibold break-words">{mail.subject}</h2>
              <p className="text-xs break-words text-muted">
                {words.from} {mail.from} · {words.to(mail.to.join(", "))} · {formats.dateTime(mail.date)}
              </p>
              {code !== null && (
                <p className="mt-3 flex items-center gap-3">
                  <span className="font-mono text-2xl font-semibold tracking-widest" data-testid="mail-code">
                    {code}
                  </span>
                  <CopyButton text={code} />
                </p>
              )}
              <p className="mt-3 border-t border-line pt-3 break-words whitespace-pre-wrap">
                {piecesOf(mail.text, location.origin).map((piece, index) =>
                  piece.kind === "text" ? piece.text : (
                    <a
                      // oxlint-disable-next-line react/no-array-index-key -- the text does not change
                      key={`${index} ${piece.path}`}
                      href={piece.path}
                      target="_blank"
                      rel="noopener"
                      className="break-all text-accent underline underline-offset-2"
                    >
                      {piece.text}
                    </a>
                  )
                )}
              </p>
            </div>
          );
        }}
      </FetchedList>
    </article>
  );
}
