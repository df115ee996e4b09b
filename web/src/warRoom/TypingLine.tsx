import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { leadTopic } from "../realtime/topics.ts";
import { useTyping } from "../realtime/useTyping.ts";
import { typingText } from "./typingText.ts";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** Who is writing. Not announced: it changes every few seconds, and would talk over what a screen reader is reading. */
export function TypingLine({ leadId }: { readonly leadId: string }): ReactElement {
  const { formats } = useSpeech();
  const warRoom = useWarRoomWords();
  const { typists } = useTyping(leadTopic(leadId));
  return (
    <p data-testid="typing" className="text-xs text-muted wrap-anywhere">
      {typingText(typists.map(({ name }) => name), warRoom.typing, formats)}
    </p>
  );
}
