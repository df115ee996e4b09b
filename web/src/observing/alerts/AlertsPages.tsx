import type { ReactElement } from "react";
import { Link } from "../../ui/Link.tsx";
import { PanelBoundary } from "../../ui/PanelBoundary.tsx";
import { NodeFrame } from "../NodeFrame.tsx";
import { type AlertView, alertViewPath, alertViews } from "../paths.ts";
import { useWords } from "../words/useWords.ts";
import { AlertList } from "./AlertList.tsx";
import { RuleList } from "./RuleList.tsx";
import { TargetsForm } from "./TargetsForm.tsx";

/** The alerts, the rules that make them, and whom they are sent to. */
export function AlertsPages(
  { view, canManage }: { readonly view: AlertView; readonly canManage: boolean },
): ReactElement {
  const words = useWords().alerts;
  return (
    <NodeFrame chosen="alerts">
      <nav aria-label={words.views.alerts} className="mb-3 flex gap-1">
        {alertViews.map((known) => (
          <Link
            key={known}
            to={alertViewPath(known)}
            aria-current={known === view ? "page" : undefined}
            className="inline-flex min-h-8 items-center rounded-full border border-line bg-surface px-3 whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
          >
            {words.views[known]}
          </Link>
        ))}
      </nav>
      <PanelBoundary name="alerts" resetBy={view}>
        {view === "alerts" && <AlertList canManage={canManage} />}
        {view === "rules" && <RuleList canManage={canManage} />}
        {view === "targets" && <TargetsForm canManage={canManage} />}
      </PanelBoundary>
    </NodeFrame>
  );
}
