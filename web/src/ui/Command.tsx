import type { ReactElement } from "react";

/** A command to type into a terminal. */
export function Command({ text }: { readonly text: string }): ReactElement {
  return <code className="block rounded-lg border border-line bg-sunken px-3 py-2 font-mono select-all">{text}</code>;
}
