import type { ReactElement } from "react";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import type { Act } from "../ui/useAct.ts";
import { useWords } from "./words/useWords.ts";

interface SaveBarProps {
  readonly act: Act;
  readonly isSaved: boolean;
  readonly className?: string;
}

/** The end of a form: its button, and what came of it. */
export function SaveBar({ act, isSaved, className = "" }: SaveBarProps): ReactElement {
  const words = useWords();
  return (
    <div className={`flex flex-col gap-3 ${className}`}>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="flex items-center gap-3">
        <Button look="primary" type="submit" aria-disabled={act.isBusy}>
          {act.isBusy ? words.saving : words.save}
        </Button>
        <p role="status" className="text-good">{isSaved && words.saved}</p>
      </div>
    </div>
  );
}
