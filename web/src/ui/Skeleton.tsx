import type { ReactElement } from "react";

/** The place of a text that is on its way. */
export function Skeleton({ className }: { readonly className: string }): ReactElement {
  return <span aria-hidden="true" className={`block animate-breathe rounded bg-sunken ${className}`} />;
}
