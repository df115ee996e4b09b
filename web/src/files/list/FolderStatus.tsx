import type { ReactElement } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { StatusLine } from "../StatusLine.tsx";
import { MOST_FILES } from "../upload/pickedFiles.ts";
import { useWords } from "../words/useWords.ts";
import type { FileActs } from "./useFileActs.ts";

interface FolderStatusProps {
  readonly acts: FileActs;
  readonly isNarrow: boolean;
  readonly chosen: number;
  readonly onRemove: () => void;
  readonly onClear: () => void;
}

/** The line over a list: what is selected and can be done with it, or what came of the last act. */
export function FolderStatus({ acts, isNarrow, chosen, onRemove, onClear }: FolderStatusProps): ReactElement {
  const words = useWords().list;
  const inset = isNarrow ? "px-4 pb-1" : "";
  if (chosen > 0) {
    return (
      <div className={`-my-1 flex min-h-9 items-center gap-2 ${inset}`} data-testid="selection">
        <span className="text-xs">{words.selected(chosen)}</span>
        <Button look="quiet" className="text-bad!" onClick={onRemove}>{words.remove}</Button>
        <Button look="quiet" onClick={onClear}>{words.clearSelection}</Button>
      </div>
    );
  }
  return (
    <div className={inset}>
      <StatusLine said={<Said acts={acts} />} failure={acts.act.failure} />
    </div>
  );
}

function Said({ acts }: { readonly acts: FileActs }): ReactElement | null {
  const shared = useWords();
  const words = shared.list;
  const { formats } = useSpeech();
  const { outcome } = acts;
  if (outcome === null) return null;
  switch (outcome.kind) {
    case "removed":
      return (
        <>
          <span>{words.removed(outcome.keys.length, outcome.name)}</span>
          {outcome.keys.length > 0 && (
            <Button
              look="quiet"
              aria-disabled={acts.act.isBusy}
              onClick={() => void acts.undo(outcome.keys)}
            >
              {words.undo}
            </Button>
          )}
        </>
      );
    case "moved":
      return <span>{words.moved(outcome.key)}</span>;
    case "restored":
      return <span>{words.restored}</span>;
    case "undoFailed":
      return <span className="text-warn">{words.undoFailed}</span>;
    case "tooManyFiles":
      return <span className="text-warn">{words.tooManyFiles(formats.number(MOST_FILES))}</span>;
    case "nothingPicked":
      return <span className="text-warn">{words.nothingPicked}</span>;
    case "unread":
      return <span className="text-warn">{words.unread(outcome.count)}</span>;
    case "linksEnded":
      return <span>{shared.share.ended}</span>;
  }
}
