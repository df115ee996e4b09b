import type { ReactElement } from "react";

/** The mark, as in favicon.svg. */
export function Brand(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" className="size-6" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8 21l8-11 8 11"
        fill="none"
        strokeWidth="3.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
      <circle cx="16" cy="22.5" r="2.4" className="fill-on-accent" />
    </svg>
  );
}
