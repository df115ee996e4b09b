import { Children, type ReactElement, type ReactNode } from "react";
import { PanelBoundary } from "./PanelBoundary.tsx";

/** Parts of a page one below the other, each of which fails alone. */
export function Panels(
  { className, children }: { readonly className: string; readonly children: ReactNode },
): ReactElement {
  return <div className={className}>{Children.map(children, (child) => <PanelBoundary>{child}</PanelBoundary>)}</div>;
}
