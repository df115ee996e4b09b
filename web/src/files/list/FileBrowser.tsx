import { type KeyboardEvent, type ReactElement, type ReactNode, useState } from "react";
import type { FileOrder } from "../../api/FilesPlace.ts";
import type { FileEntry } from "../../api/storage.ts";
import { useNow } from "../../app/useNow.ts";
import { targetOf } from "../../leads/listKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { keyOf } from "../names.ts";
import { saveStored } from "../saveLink.ts";
import type { Picked } from "../upload/pickedFiles.ts";
import { uploads } from "../upload/uploads.ts";
import { useWords } from "../words/useWords.ts";
import { DropZone } from "./DropZone.tsx";
import { EmptyFolder } from "./EmptyFolder.tsx";
import { type Asked, FileDialogs } from "./FileDialogs.tsx";
import { columns, type FileAct, FileRow } from "./FileRow.tsx";
import { FolderStatus } from "./FolderStatus.tsx";
import { isFolder } from "./listing.ts";
import { UploadButton } from "./UploadButton.tsx";
import { outcomeOf, useFileActs } from "./useFileActs.ts";
import { useFolder } from "./useFolder.ts";

interface FileBrowserProps {
  readonly bucket: string;
  readonly folder: string;
  readonly search: string;
  readonly order: FileOrder;
  readonly isPublic: boolean;
  readonly canWrite: boolean;
  /** Beside other things, where there is little room. */
  readonly isNarrow?: boolean;
  /** What stands above the list, with the button that uploads. */
  readonly renderToolbar: (upload: ReactNode) => ReactNode;
  /** What is said of an empty folder to those who may write. */
  readonly emptyText?: string;
  readonly onFolder: (folder: string) => void;
  readonly onClearSearch: () => void;
  readonly onChanged?: () => void;
}

/** What is in a folder, and all that can be done with it. To be mounted anew for another folder. */
export function FileBrowser(
  {
    bucket,
    folder,
    search,
    order,
    isPublic,
    canWrite,
    isNarrow = false,
    renderToolbar,
    emptyText,
    onFolder,
    onClearSearch,
    onChanged,
  }: FileBrowserProps,
): ReactElement {
  const words = useWords().list;
  const now = useNow();
  const live = useFolder(bucket, folder, search, order);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const acts = useFileActs(bucket, folder, live.take, async () => {
    await live.reload();
    onChanged?.();
  });
  const entries = live.listing?.entries ?? [];
  const files = entries.filter((entry) => !isFolder(entry));
  const chosen = files.filter((entry) => selected.has(entry.name)).map((entry) => entry.name);
  const upload = (picked: Picked) => {
    acts.say(outcomeOf(picked));
    if (picked.kind === "files") uploads.add(picked.files, { bucket, folder });
  };
  const remove = async (names: readonly string[]) => {
    setSelected(new Set());
    await acts.remove(names);
  };
  const start = (what: FileAct, entry: FileEntry) => {
    if (isFolder(entry)) {
      if (what === "open") onFolder(keyOf(folder, entry.name));
      else setAsked({ what: "removeFolder", name: entry.name });
    } else if (what === "remove") void remove([entry.name]);
    else if (what === "download") {
      void acts.act.run(() => saveStored(bucket, keyOf(folder, entry.name)));
    } else setAsked({ what: what === "open" ? "preview" : what, name: entry.name });
  };
  const uploadButton = canWrite && (
    <>
      {!isNarrow && <UploadButton look="plain" isFolder onPick={upload} />}
      <UploadButton look={isNarrow ? "plain" : "primary"} onPick={upload} />
    </>
  );
  const status = (
    <FolderStatus
      acts={acts}
      isNarrow={isNarrow}
      chosen={chosen.length}
      onRemove={() => void remove(chosen)}
      onClear={() => setSelected(new Set())}
    />
  );
  return (
    <>
      {renderToolbar(uploadButton)}
      <DropZone isActive={canWrite} onPick={upload}>
        {!isNarrow && status}
        <div
          className={`${isNarrow ? "" : "panel"} ${live.isOld ? "opacity-60" : ""}`}
          aria-busy={live.isOld}
        >
          <FetchedList fetched={{ ...live, value: live.listing }} lines={isNarrow ? 2 : 6}>
            {(listing) =>
              listing.entries.length === 0
                ? (
                  <EmptyFolder
                    bucket={bucket}
                    isSearch={search !== ""}
                    canWrite={canWrite}
                    isNarrow={isNarrow}
                    text={emptyText}
                    onClear={onClearSearch}
                  />
                )
                : (
                  <>
                    {!isNarrow && <FileListHead />}
                    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the buttons inside */}
                    <ul aria-label={words.label} data-testid="file-list" onKeyDown={moveInList}>
                      {listing.entries.map((entry) => (
                        <FileRow
                          key={entry.id ?? `folder ${entry.name}`}
                          entry={entry}
                          now={now}
                          canWrite={canWrite}
                          isNarrow={isNarrow}
                          isSelected={selected.has(entry.name) && !isFolder(entry)}
                          onSelect={(isSelected) => setSelected(toggled(selected, entry.name, isSelected))}
                          onAct={(what) => start(what, entry)}
                        />
                      ))}
                    </ul>
                    {listing.hasMore && (
                      <div className="border-t border-line px-4 py-2 text-center">
                        <Button look="quiet" aria-disabled={live.isLoadingMore} onClick={() => void live.more()}>
                          {words.more}
                        </Button>
                      </div>
                    )}
                  </>
                )}
          </FetchedList>
        </div>
        {isNarrow && status}
      </DropZone>
      {asked !== null && (
        <FileDialogs
          asked={asked}
          bucket={bucket}
          folder={folder}
          isPublic={isPublic}
          canWrite={canWrite}
          files={files}
          acts={acts}
          onAsk={setAsked}
          onRemove={(name) => remove([name])}
          onMoved={async (from, key) => {
            live.take([from]);
            acts.say({ kind: "moved", key });
            await live.reload();
            onChanged?.();
          }}
        />
      )}
    </>
  );
}

function FileListHead(): ReactElement {
  const words = useWords().list;
  return (
    <div
      aria-hidden="true"
      className={`${columns} rounded-t-[0.625rem] border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted max-md:hidden`}
    >
      <span />
      <span>{words.name}</span>
      <span className="text-right">{words.size}</span>
      <span className="text-right">{words.changed}</span>
      <span />
    </div>
  );
}

function toggled(selected: ReadonlySet<string>, name: string, isSelected: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (isSelected) next.add(name);
  else next.delete(name);
  return next;
}

/** Arrows, Home and End move between the names; Tab goes to what else a row has. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-file-link]")];
  const row = document.activeElement?.closest("li") ?? null;
  const at = links.findIndex((link) => row !== null && row.contains(link));
  const target = targetOf(event.key, at, links.length);
  if (target === null) return;
  event.preventDefault();
  links[target]?.focus();
}
