import type { ReactElement, ReactNode } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { useWords } from "./words/useWords.ts";

/** What was just done, and what undoes it. */
export interface Said {
  readonly text: ReactNode;
  readonly undo?: () => Promise<unknown>;
}

interface UndoLineProps {
  readonly said: Said | null;
  readonly failure: ApiFailure | null;
  readonly onUndo: (undo: () => Promise<unknown>) => void;
}

/** What came of the last act. */
export function UndoLine({ said, failure, onUndo }: UndoLineProps): ReactElement {
  const words = useWords();
  const undo = said?.undo;
  return (
    <div role="status" data-testid="said" className="empty:hidden">
      {failure !== null && <FailureNotice failure={failure} />}
      {failure === null && said !== null && (
        <div className="flex min-h-9 flex-wrap items-center gap-x-2 rounded-lg border border-line bg-sunken px-3">
          <span className="py-1.5">{said.text}</span>
          {undo !== undefined && <Button look="quiet" onClick={() => onUndo(undo)}>{words.undo}</Button>}
        </div>
      )}
    </div>
  );
}
