import type { ReactElement } from "react";

/** How much is done, from 0 to 100. */
export function ProgressBar(
  { label, value, text }: { readonly label: string; readonly value: number; readonly text: string },
): ReactElement {
  const done = Math.min(100, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={done}
      aria-valuetext={text}
      className="h-1 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full origin-left rounded-full bg-accent transition-transform duration-300"
        style={{ transform: `scaleX(${done / 100})` }}
      />
    </div>
  );
}
