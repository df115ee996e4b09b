import { type ReactElement, type SelectHTMLAttributes, useId, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useKeyedChange } from "./useKeyedChange.ts";

interface SettledSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value"> {
  readonly value: string;
  /** As long as a promise of it is open, the choice is shown. */
  readonly onChoose: (value: string) => Promise<unknown> | void;
}

/**
 * A choice that something is done with at once: it is stored, or leads elsewhere. Whoever goes through a closed list by keys only sees
 * what it would be: Enter, or leaving the list, makes it the choice, and Escape takes it back.
 */
export function SettledSelect({ value, onChoose, className = "", ...attributes }: SettledSelectProps): ReactElement {
  const { shell } = useSpeech().messages;
  const hint = useId();
  const { isByKey, onKeyDown, onKeyPress } = useKeyedChange();
  const [seen, setSeen] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = chosen ?? value;
  const isOpen = seen !== null && seen !== shown;
  const choose = async (next: string) => {
    setSeen(null);
    if (next === shown) return;
    setChosen(next);
    try {
      await onChoose(next);
    } finally {
      setChosen((latest) => latest === next ? null : latest);
    }
  };
  const described = [attributes["aria-describedby"], isOpen ? hint : undefined].filter((id) => id !== undefined);
  return (
    <>
      <select
        {...attributes}
        className={`control ${className}`}
        aria-describedby={described.length === 0 ? undefined : described.join(" ")}
        value={seen ?? shown}
        onKeyDown={(event) => {
          onKeyDown();
          if (!isOpen || (event.key !== "Enter" && event.key !== "Escape")) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Enter") void choose(seen);
          else setSeen(null);
        }}
        onKeyPress={onKeyPress}
        onChange={({ target }) => {
          if (isByKey()) return setSeen(target.value);
          void choose(target.value);
        }}
        onBlur={() => {
          // Another window took the focus, not another part of this page.
          if (isOpen && document.hasFocus()) void choose(seen);
        }}
      />
      {isOpen && <p id={hint} className="text-xs text-muted">{shell.settle}</p>}
    </>
  );
}
