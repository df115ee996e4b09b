import { useEffect, useState } from "react";

/** Long enough not to ask for each letter, short enough to feel immediate. */
const TYPING_PAUSE_MS = 250;

/** What is being typed, told on once typing pauses. `applied` is what was told last, or changed by other means. */
export function usePausedText(applied: string, onPause: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(applied);
  const [known, setKnown] = useState(applied);
  if (known !== applied) {
    setKnown(applied);
    if (text.trim() !== applied) setText(applied);
  }
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === applied) return;
    const timer = setTimeout(() => onPause(trimmed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, applied, onPause]);
  return [text, setText];
}
