import type { ReactElement } from "react";
import { Link } from "./Link.tsx";

export interface Tab {
  readonly path: string;
  readonly name: string;
  readonly isChosen: boolean;
}

/** The pages of one area, side by side; where they do not fit, in several lines, so that none is out of sight. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }): ReactElement {
  return (
    <nav
      aria-label={label}
      className="inline-flex max-w-full flex-wrap rounded-lg border border-line bg-sunken p-0.5"
    >
      {tabs.map(({ path, name, isChosen }) => (
        <Link
          key={path}
          to={path}
          aria-current={isChosen ? "page" : undefined}
          className="inline-flex min-h-7 items-center rounded-md px-2.5 text-muted -outline-offset-2 hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
