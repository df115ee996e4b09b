import type { ReactElement } from "react";

/** A folder or a sheet, for the eye alone. */
export function EntryIcon({ isFolder }: { readonly isFolder: boolean }): ReactElement {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      className={`size-5 shrink-0 ${isFolder ? "text-accent" : "text-muted"}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    >
      {isFolder
        ? <path d="M2.5 5.5a1 1 0 0 1 1-1h4l2 2h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1z" />
        : <path d="M5 2.5h6.5L15.5 6.5v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM11.5 2.5v4h4" />}
    </svg>
  );
}
