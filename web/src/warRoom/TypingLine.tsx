import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { leadTopic } from "../realtime/topics.ts";
import { useTyping } from "../realtime/useTyping.ts";
import { typingText } from "./typingText.ts";

/** Who is writing. Not announced: it changes every few seconds, and would talk over what a screen reader is reading. */
export function TypingLine({ leadId }: { readonly leadId: string }): ReactElement {
  const { messages, formats } = useSpeech();
  const { typists } = useTyping(leadTopic(leadId));
  return (
    <p data-testid="typing" className="text-xs text-muted wrap-anywhere">
      {typingText(typists.map(({ name }) => name), messages.warRoom.typing, formats)}
    </p>
  );
}
