import { type ReactElement, type ReactNode, useId } from "react";
import { PanelBoundary } from "./PanelBoundary.tsx";

interface SectionProps {
  readonly title: string;
  /** A few words beside the title. */
  readonly remark?: string;
  /** A sign right behind the title. */
  readonly mark?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A titled panel, and a landmark of its own. */
export function Section({ title, remark, mark, aside, children }: SectionProps): ReactElement {
  const id = useId();
  return (
    <section aria-labelledby={id} className="panel min-w-0">
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h2 id={id} className="font-semibold">{title}</h2>
          {mark}
          {remark !== undefined && <span className="text-xs text-muted">{remark}</span>}
        </div>
        {aside}
      </div>
      <PanelBoundary>{children}</PanelBoundary>
    </section>
  );
}
