import type { ReactElement, ReactNode } from "react";

const looks = {
  plain: "bg-sunken text-ink",
  accent: "bg-accent-soft text-accent",
  warn: "bg-warn-soft text-warn",
};

/** A word that marks what it stands beside. */
export function Badge(
  { look = "plain", children }: { readonly look?: keyof typeof looks; readonly children: ReactNode },
): ReactElement {
  return (
    <span className={`inline-flex rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${looks[look]}`}>
      {children}
    </span>
  );
}
