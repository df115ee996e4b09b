import { type ReactElement, useState } from "react";
import { fetchUnread, type Unread } from "../api/chat.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useChatChanges } from "./useChannels.ts";
import { useWords } from "./words/useWords.ts";

const SHOWN_MAX = 99;

/** How much there is to read, beside the word for the chat. */
export default function UnreadBadge(): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  const [unread, setUnread] = useState<Unread | null>(null);
  // Nothing is worth a notice here: the chat itself says what keeps it away.
  useChatChanges(() => fetchUnread().then(setUnread, () => {}));
  if (unread === null || unread.total === 0) return null;
  const isNamed = unread.channels.some(({ mentions }) => mentions > 0);
  return (
    <span
      data-testid="unread-total"
      className={`rounded-full px-1.5 text-xs font-semibold tabular-nums ${
        isNamed ? "bg-bad text-on-bad" : "bg-accent text-on-accent"
      }`}
    >
      <span aria-hidden="true">{unread.total > SHOWN_MAX ? `${SHOWN_MAX}+` : formats.number(unread.total)}</span>
      <span className="sr-only">{words.unread(formats.number(unread.total))}</span>
    </span>
  );
}
