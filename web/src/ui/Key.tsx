import type { ReactElement } from "react";

/** A key to press. */
export function Key({ name }: { readonly name: string }): ReactElement {
  return (
    <kbd className="inline-block min-w-6 rounded border border-line bg-sunken px-1.5 text-center font-mono text-xs leading-5 text-ink">
      {name}
    </kbd>
  );
}
