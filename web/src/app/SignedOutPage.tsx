import { type ReactElement, useEffect } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { Button } from "../ui/Button.tsx";
import { Command } from "../ui/Command.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useTitle } from "./useTitle.ts";

interface SignedOutPageProps {
  /** True when the node has no owner yet. */
  readonly isSetUpNeeded: boolean;
  readonly onCheck: () => void;
}

/** How to get in. */
export function SignedOutPage({ isSetUpNeeded, onCheck }: SignedOutPageProps): ReactElement {
  const words = useSpeech().messages.signedOut;
  const title = isSetUpNeeded ? words.setupTitle : words.title;
  const realtime = useRealtime();
  useTitle(title);
  // The socket was opened by who has left; the next one to come opens his own.
  useEffect(() => realtime.closeIfUnused(), [realtime]);
  return (
    <PageMessage title={title}>
      <p>{isSetUpNeeded ? words.setupText : words.text}</p>
      <Command text="uprising setup" />
      <p>{words.openLink}</p>
      <Button onClick={onCheck}>{words.again}</Button>
    </PageMessage>
  );
}
