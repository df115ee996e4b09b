import { type ReactElement, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import {
  deleteForGood,
  emptyTrash,
  filesUsage,
  listTrash,
  restoreFromTrash,
  type TrashItem,
  type TrashPage as Trash,
} from "../../api/files.ts";
import { listMembers } from "../../api/members.ts";
import { topOf } from "../../api/FilesPlace.ts";
import { filesPath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useSession } from "../../app/SessionContext.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { usePages } from "../../ui/usePages.ts";
import { mayManageBuckets, mayWrite } from "../fileRights.ts";
import { FilesFrame } from "../FilesFrame.tsx";
import { partsOf } from "../names.ts";
import { StatusLine } from "../StatusLine.tsx";
import { useWords } from "../words/useWords.ts";
import { RestoreDialog } from "./RestoreDialog.tsx";
import { TrashRow } from "./TrashRow.tsx";

const fetchTrash = (cursor: string | null, signal: AbortSignal) => listTrash({ cursor, limit: 50 }, signal);

/** What was removed: to be restored, deleted for good, or left to go by itself. */
export function TrashPage(): ReactElement {
  const shared = useWords();
  const words = shared.trashPage;
  const { permissions } = useSession();
  const { formats } = useSpeech();
  const canDelete = mayManageBuckets(permissions);
  const now = useNow();
  const act = useAct();
  const pages = usePages<TrashItem, Trash>(fetchTrash);
  const isEmpty = pages.items.length === 0 && pages.next === null;
  // Only for their names: the list does without.
  const members = useFetched(listMembers);
  const usage = useFetched(filesUsage);
  const [said, setSaid] = useState<{ readonly text: string; readonly place?: string } | null>(null);
  const [doomed, setDoomed] = useState<TrashItem | null>(null);
  const [isEmptying, setEmptying] = useState(false);
  const [homeless, setHomeless] = useState<TrashItem | null>(null);

  const gone = (id: string) => {
    pages.alter(({ first, items }) => ({ first, items: items.filter((item) => item.id !== id) }));
    void usage.reload();
  };
  const restore = async (item: TrashItem, name: string | null) => {
    const back = await restoreFromTrash(item.id, name);
    setSaid({
      text: words.restored(back.name),
      place: filesPath({ ...topOf(back.bucket), folder: partsOf(back.name).folder }),
    });
    gone(item.id);
  };
  const tryRestore = (item: TrashItem) =>
    act.run(async () => {
      try {
        await restore(item, null);
      } catch (error) {
        // Also `name_taken`, as the storage protocol has it.
        if (!(error instanceof ApiFailure) || error.status !== 409) throw error;
        setHomeless(item);
      }
    });
  const status = said !== null && (
    <>
      <span>{said.text}</span>
      {said.place !== undefined && <Link to={said.place} className={buttonClass("quiet")}>{words.show}</Link>}
    </>
  );
  return (
    <FilesFrame chosen="trash" title={shared.trash} usage={usage.value}>
      <p className="text-muted">{words.intro}</p>
      <StatusLine said={status} failure={act.failure} />
      <Section
        title={shared.trash}
        aside={canDelete && !isEmpty && (
          <Button
            className="text-bad!"
            onClick={() => setEmptying(true)}
          >
            {words.empty}
          </Button>
        )}
      >
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }} lines={5}>
          {() =>
            isEmpty ? <EmptyNote title={words.emptyTitle} text={words.emptyText} /> : (
              <>
                <ul className="divide-y divide-line" data-testid="trash">
                  {pages.items.map((item) => (
                    <TrashRow
                      key={item.id}
                      item={item}
                      who={members.value?.find(({ person }) => person.id === item.trashedBy)?.person.name}
                      now={now}
                      canRestore={mayWrite(permissions, item.bucket)}
                      canDelete={canDelete}
                      onRestore={() => void tryRestore(item)}
                      onDelete={() => setDoomed(item)}
                    />
                  ))}
                </ul>
                <MoreButton pages={pages} />
              </>
            )}
        </FetchedList>
      </Section>
      {homeless !== null && (
        <RestoreDialog
          item={homeless}
          onRestore={(name) => restore(homeless, name)}
          onClose={() => setHomeless(null)}
        />
      )}
      {isEmptying && (
        <ConfirmDialog
          title={words.emptyQuestion}
          text={words.emptyWarning}
          verb={words.emptyVerb}
          onConfirm={async () => {
            const gone = await emptyTrash();
            setSaid({ text: words.emptied(formats.size(gone.bytes)) });
            // What is nobody else's business, such as folders of persons, may be left.
            await Promise.all([pages.reload(), usage.reload()]);
          }}
          onClose={() => setEmptying(false)}
        />
      )}
      {doomed !== null && (
        <ConfirmDialog
          title={words.removeTitle(partsOf(doomed.name).name)}
          text={words.removeText}
          verb={words.remove}
          onConfirm={async () => {
            await deleteForGood(doomed.id);
            setSaid({ text: words.gone(partsOf(doomed.name).name) });
            gone(doomed.id);
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </FilesFrame>
  );
}
