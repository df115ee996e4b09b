import type { ReactElement, ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import type { Editing } from "./useEdit.ts";

interface ConflictNoticeProps<Fields extends object> {
  readonly editing: Editing<Fields>;
  readonly label: (field: keyof Fields) => string;
  readonly show: (field: keyof Fields, value: unknown) => ReactNode;
}

/** What others changed beside what one wrote, field by field, to choose from. Nothing until there is something. */
export function ConflictNotice<Fields extends object>(
  { editing: { edit, keep, take }, label, show }: ConflictNoticeProps<Fields>,
): ReactElement | null {
  const words = useWords().conflict;
  if (edit.conflicts.length === 0) {
    if (edit.moved.length === 0) return null;
    return <p role="status" className="text-xs text-muted">{words.moved(edit.moved.map(label).join(", "))}</p>;
  }
  return (
    <Notice look="warn" title={words.title}>
      <p role="alert">{words.text}</p>
      <ul className="mt-2 flex flex-col gap-3" data-testid="conflicts">
        {edit.conflicts.map(({ field, before }) => (
          <li key={String(field)} className="border-t border-warn/40 pt-2" data-field={String(field)}>
            <p className="font-medium">{label(field)}</p>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 wrap-anywhere">
              <dt className="text-muted">{words.before}</dt>
              <dd>{show(field, before)}</dd>
              <dt className="text-muted">{words.theirs}</dt>
              <dd data-testid="theirs">{show(field, edit.base[field])}</dd>
              <dt className="text-muted">{words.yours}</dt>
              <dd data-testid="yours">{show(field, edit.draft[field])}</dd>
            </dl>
            <div className="mt-1.5 flex flex-wrap gap-2">
              <Button
                aria-label={words.takeLabel(label(field))}
                onClick={() =>
                  take(field)}
              >
                {words.take}
              </Button>
              <Button
                aria-label={words.keepLabel(label(field))}
                onClick={() =>
                  keep(field)}
              >
                {words.keep}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
