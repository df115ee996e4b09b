import type { ReactElement } from "react";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";

/** Says that the list is not as the node would order it now, and asks for it anew. */
export function RenewLine({ onRenew }: { readonly onRenew: () => void }): ReactElement {
  const words = useWords().find;
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-sunken px-3">
      <span>{words.outdated}</span>
      <Button look="quiet" onClick={onRenew}>{words.refresh}</Button>
    </div>
  );
}
