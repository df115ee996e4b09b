import { type ReactElement, useEffect, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";

/** How long the button says that it worked. */
const SAID_MS = 2_000;

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactElement {
  const { shell } = useSpeech().messages;
  const [outcome, setOutcome] = useState<"copied" | "copyFailed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  // A page served without TLS has no clipboard, whatever the type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  const copy = async () => {
    try {
      if (clipboard === undefined) return setOutcome("copyFailed");
      await clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      // The browser may refuse; the text can still be selected.
      setOutcome("copyFailed");
    }
  };
  return (
    <>
      <Button aria-label={outcome === null ? label : undefined} onClick={copy}>
        {outcome === null ? shell.copy : shell[outcome]}
      </Button>
      <span role="status" className="sr-only">{outcome !== null && shell[outcome]}</span>
    </>
  );
}
