import type { ReactElement } from "react";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { ClientHelp } from "../ClientHelp.tsx";
import { useWords } from "../words/useWords.ts";

interface EmptyFolderProps {
  readonly bucket: string;
  readonly isSearch: boolean;
  readonly canWrite: boolean;
  readonly isNarrow: boolean;
  readonly text?: string | undefined;
  readonly onClear: () => void;
}

/** What stands where a folder has nothing: what to do, and how a program does it. */
export function EmptyFolder({ bucket, isSearch, canWrite, isNarrow, text, onClear }: EmptyFolderProps): ReactElement {
  const words = useWords();
  const { list } = words;
  if (isSearch) {
    return (
      <EmptyNote title={list.nothingTitle} text={list.nothingText}>
        <Button className="mt-2" onClick={onClear}>{list.clear}</Button>
      </EmptyNote>
    );
  }
  if (isNarrow) {
    return (
      <p className="px-4 py-4 text-muted" data-testid="empty-folder">
        {canWrite ? text ?? list.emptyText : list.emptyTextReader}
      </p>
    );
  }
  return (
    <div data-testid="empty-folder">
      <EmptyNote title={list.emptyTitle} text={canWrite ? text ?? list.emptyText : list.emptyTextReader}>
        {canWrite && (
          <details className="mt-4 w-full max-w-xl">
            <summary className="py-1 text-muted">{words.teach.programs}</summary>
            <div className="pt-2">
              <ClientHelp bucket={bucket} />
            </div>
          </details>
        )}
      </EmptyNote>
    </div>
  );
}
