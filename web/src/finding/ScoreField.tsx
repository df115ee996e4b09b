import { type ReactElement, useEffect, useState } from "react";
import { TextField } from "../ui/TextField.tsx";

/** Long enough not to ask for each digit. */
const TYPING_PAUSE_MS = 400;

interface ScoreFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What may be typed, besides nothing; a score where it is not said. */
  readonly accepts?: RegExp;
  readonly maxLength?: number;
}

const score = /^(\d{1,2}|100)$/;

/** A number to filter by, such as a score from 0 to 100; anything else is not asked for. */
export function ScoreField({ label, value, onChange, accepts = score, maxLength = 3 }: ScoreFieldProps): ReactElement {
  const [text, setText] = useState(value);
  const [applied, setApplied] = useState(value);
  if (applied !== value) {
    setApplied(value);
    setText(value);
  }
  useEffect(() => {
    const next = text.trim();
    if (next === value || !(next === "" || accepts.test(next))) return;
    const timer = setTimeout(() => onChange(next), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange, accepts]);
  return (
    <TextField
      name="score"
      label={label}
      value={text}
      onChange={setText}
      fault={undefined}
      inputMode="numeric"
      maxLength={maxLength}
      autoComplete="off"
    />
  );
}
