import type { ReactElement } from "react";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { changeView, deleteView, type View } from "../api/views.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { type ColumnName, columnsOf } from "../leads/columns.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { useAct } from "../ui/useAct.ts";
import { filterOfView, isSameList, viewQueryOf } from "./filterRest.ts";

interface ViewsDialogProps {
  readonly filter: LeadFilter;
  readonly columns: readonly ColumnName[];
  readonly views: readonly View[];
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

/** The saved views: those that one may change can have the present filters, be shared or go. */
export function ViewsDialog({ filter, columns, views, onChanged, onClose }: ViewsDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.find;
  const { shell } = useSpeech().messages;
  const { user, role } = useSession();
  const act = useAct();
  const isAdmin = role === "owner" || role === "admin";
  const run = (work: () => Promise<unknown>) =>
    void act.run(async () => {
      await work();
      await onChanged();
    });
  return (
    <Dialog title={words.viewsTitle} onClose={onClose}>
      {views.length === 0 && <p className="text-muted">{words.noViews}</p>}
      <ul className="divide-y divide-line">
        {views.map((view) => {
          const mayChange = view.ownerId === user.id || (view.shared && isAdmin);
          return (
            <li key={view.id} className="flex flex-col gap-1 py-2">
              <p className="flex flex-wrap items-center gap-2 font-medium break-words">
                {view.name}
                {view.shared && <Badge>{words.shared}</Badge>}
              </p>
              {mayChange && (
                <div className="flex flex-wrap items-center gap-2">
                  <label className="mr-auto flex min-h-9 items-center gap-2">
                    <input
                      type="checkbox"
                      aria-label={`${view.name}: ${words.share}`}
                      className="size-4 shrink-0"
                      checked={view.shared}
                      onChange={(event) => run(() => changeView(view, { shared: event.target.checked }))}
                    />
                    <span className="text-xs text-muted">{words.share}</span>
                  </label>
                  {(!isSameList(filterOfView(view.query), filter) ||
                    columnsOf(view.query["columns"]).join() !== columns.join()) && (
                    <Button
                      aria-label={words.replaceView(view.name)}
                      onClick={() => run(() => changeView(view, { query: viewQueryOf(filter, columns) }))}
                    >
                      {words.replace}
                    </Button>
                  )}
                  <Button
                    className="text-bad!"
                    aria-label={words.removeView(view.name)}
                    onClick={() => run(() => deleteView(view))}
                  >
                    {shared.remove}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="flex justify-end">
        <Button onClick={onClose}>{shell.close}</Button>
      </div>
    </Dialog>
  );
}
