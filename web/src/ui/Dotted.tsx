import { Children, Fragment, type ReactElement, type ReactNode } from "react";

/** What is seen between two remarks, and what is read out. */
const DOT = " · ";
const PAUSE = ", ";

/** Short remarks in one line, with dots between those that are there. */
export function Dotted({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <p className="text-xs break-words text-muted">
      {Children.toArray(children).map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the remarks of a line have their places
        <Fragment key={index}>
          {index > 0 && <span aria-hidden="true">{DOT}</span>}
          {index > 0 && <span className="sr-only">{PAUSE}</span>}
          {part}
        </Fragment>
      ))}
    </p>
  );
}
