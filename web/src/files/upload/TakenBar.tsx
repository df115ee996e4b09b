import type { ReactElement } from "react";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../words/useWords.ts";
import type { Upload } from "./UploadQueue.ts";
import { uploads } from "./uploads.ts";

/** One answer for all names that are taken: a folder that is dropped twice would ask about each of its files. */
export function TakenBar({ taken }: { readonly taken: readonly Upload[] }): ReactElement {
  const words = useWords().upload;
  const answer = (input: Parameters<typeof uploads.tell>[1]) => {
    for (const { id } of taken) uploads.tell(id, input);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-1 border-b border-line px-3 py-1" data-testid="taken">
      <p className="min-w-0 flex-1 text-xs text-bad">{words.takenMany(taken.length)}</p>
      <Button look="quiet" className="px-2!" onClick={() => answer({ kind: "retried", replaces: true })}>
        {words.replaceAll}
      </Button>
      <Button look="quiet" className="px-2!" onClick={() => answer({ kind: "cancelled" })}>{words.leaveAllOut}</Button>
    </div>
  );
}
