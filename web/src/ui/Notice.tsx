import type { ReactElement, ReactNode } from "react";

const looks = {
  bad: "border-bad/40 bg-bad-soft",
  warn: "border-warn/40 bg-warn-soft",
  good: "border-good/40 bg-good-soft",
  plain: "border-line bg-sunken",
};

/** A boxed message; a bad one is read out at once. */
export function Notice(
  { look, title, children }: {
    readonly look: keyof typeof looks;
    readonly title?: string;
    readonly children: ReactNode;
  },
): ReactElement {
  return (
    <div role={look === "bad" ? "alert" : undefined} className={`rounded-lg border px-4 py-3 ${looks[look]}`}>
      {title !== undefined && <p className="font-semibold">{title}</p>}
      {children}
    </div>
  );
}
