import { type ReactElement, type SelectHTMLAttributes, useId, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useKeyedChange } from "./useKeyedChange.ts";

interface SettledSelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChoose: (value: string) => void;
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
  const isOpen = seen !== null && seen !== value;
  const settle = () => {
    setSeen(null);
    if (isOpen) onChoose(seen);
  };
  const described = [attributes["aria-describedby"], isOpen ? hint : undefined].filter((id) => id !== undefined);
  return (
    <>
      <select
        {...attributes}
        className={`control ${className}`}
        aria-describedby={described.length === 0 ? undefined : described.join(" ")}
        value={seen ?? value}
        onKeyDown={(event) => {
          onKeyDown();
          if (!isOpen || (event.key !== "Enter" && event.key !== "Escape")) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Enter") settle();
          else setSeen(null);
        }}
        onKeyPress={onKeyPress}
        onChange={({ target }) => {
          if (isByKey()) return setSeen(target.value);
          setSeen(null);
          if (target.value !== value) onChoose(target.value);
        }}
        onBlur={() => {
          // Another window took the focus, not another part of this page.
          if (document.hasFocus()) settle();
        }}
      />
      {isOpen && <p id={hint} className="text-xs text-muted">{shell.settle}</p>}
    </>
  );
}
