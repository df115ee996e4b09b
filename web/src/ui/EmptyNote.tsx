import type { ReactElement, ReactNode } from "react";

/** What stands where a list has nothing, and what to do next. */
export function EmptyNote(
  { title, text, children }: { readonly title: string; readonly text: string; readonly children?: ReactNode },
): ReactElement {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      <p className="max-w-md text-muted">{text}</p>
      {children}
    </div>
  );
}
