import { type ReactElement, useCallback } from "react";
import { type Message, messageHistory } from "../api/chat.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

/** What a message said before it was changed or deleted. */
export function HistoryDialog(
  { message, onClose }: { readonly message: Message; readonly onClose: () => void },
): ReactElement {
  const words = useWords();
  const { messages, formats } = useSpeech();
  const fetch = useCallback((signal: AbortSignal) => messageHistory(message.id, signal), [message.id]);
  const fetched = useFetched(fetch);
  return (
    <Dialog title={words.historyTitle} onClose={onClose}>
      <FetchedList fetched={fetched}>
        {(edits) => (
          <ol className="divide-y divide-line" data-testid="message-history">
            {edits.map(({ version, text, change, byName, at }) => (
              <li key={version} className="py-2">
                <p className="text-xs text-muted">
                  <time dateTime={at}>{formats.dateTime(at)}</time> · {change === "deleted"
                    ? words.historyDeleted(byName ?? words.formerMember)
                    : words.historyEdited(byName ?? words.formerMember)}
                </p>
                <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">{text}</p>
              </li>
            ))}
          </ol>
        )}
      </FetchedList>
      <div className="flex justify-end">
        <Button onClick={onClose}>{messages.shell.close}</Button>
      </div>
    </Dialog>
  );
}
