import type { ReactElement } from "react";

/** Text that is not seen but read out when it changes. */
export function LiveRegion({ text }: { readonly text: string }): ReactElement {
  return <p role="status" aria-live="polite" className="sr-only" data-testid="announcement">{text}</p>;
}
