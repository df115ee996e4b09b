import type { ReactElement, ReactNode } from "react";

const looks = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  plain: "bg-sunken text-ink",
  quiet: "bg-sunken text-muted",
};

export type PillLook = keyof typeof looks;

/** A state: by word first, and by colour and dot. */
export function Pill(
  { look, testId, state, children }: {
    readonly look: PillLook;
    readonly testId?: string;
    readonly state?: string;
    readonly children: ReactNode;
  },
): ReactElement {
  return (
    <span
      data-testid={testId}
      data-state={state}
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${
        looks[look]
      }`}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {children}
    </span>
  );
}
