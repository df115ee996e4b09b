import type { ReactElement } from "react";
import type { TrashItem } from "../../api/files.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { EntryIcon } from "../list/EntryIcon.tsx";
import { useWords } from "../words/useWords.ts";

interface TrashRowProps {
  readonly item: TrashItem;
  /** The name of whoever did it, as far as it is known. */
  readonly who: string | undefined;
  readonly now: number;
  readonly canRestore: boolean;
  readonly canDelete: boolean;
  readonly onRestore: () => void;
  readonly onDelete: () => void;
}

export function TrashRow({ item, who, now, canRestore, canDelete, onRestore, onDelete }: TrashRowProps): ReactElement {
  const words = useWords().trashPage;
  const { formats } = useSpeech();
  const { name, bucket, replaced = false } = item;
  const when = formats.ago(item.trashedAt, now);
  return (
    <li
      data-testid="trash-row"
      data-name={name}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5"
    >
      <div className="flex min-w-0 flex-1 basis-60 items-start gap-3">
        <EntryIcon isFolder={false} />
        <div className="min-w-0">
          <p className="wrap-anywhere">{name}</p>
          <Dotted>
            <span>{words.inBucket(bucket)}</span>
            <span>{formats.size(item.size)}</span>
            <span title={formats.dateTime(item.trashedAt)}>
              {who === undefined
                ? (replaced ? words.replaced : words.removed)(when)
                : (replaced ? words.replacedBy : words.removedBy)(who, when)}
            </span>
            <span title={formats.dateTime(item.purgedAt)}>{words.goes(formats.day(item.purgedAt))}</span>
          </Dotted>
        </div>
      </div>
      <div className="ml-auto flex gap-2">
        {canRestore && <Button aria-label={words.restoreOf(name)} onClick={onRestore}>{words.restore}</Button>}
        {canDelete && (
          <Button look="quiet" className="text-bad!" aria-label={words.removeOf(name)} onClick={onDelete}>
            {words.remove}
          </Button>
        )}
      </div>
    </li>
  );
}
