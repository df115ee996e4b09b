import type { ReactElement, ReactNode } from "react";

/** A page that is one message: what is the case, and what to do next. */
export function PageMessage(
  { title, children }: { readonly title: string; readonly children: ReactNode },
): ReactElement {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-start gap-3 px-4 py-16">
      <h1 tabIndex={-1} className="text-xl font-semibold">{title}</h1>
      {children}
    </div>
  );
}
