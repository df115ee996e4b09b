import type { ReactElement } from "react";
import type { FileEntry } from "../../api/storage.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Menu } from "../../ui/Menu.tsx";
import { useWords } from "../words/useWords.ts";
import { EntryIcon } from "./EntryIcon.tsx";
import { isFolder } from "./listing.ts";

export type FileAct = "open" | "download" | "share" | "move" | "remove";

/** Columns on a wide screen: choice, name, size, time, actions. */
export const columns = "md:grid md:grid-cols-[1.25rem_minmax(0,1fr)_6rem_8rem_2.5rem] md:items-center md:gap-3";

interface FileRowProps {
  readonly entry: FileEntry;
  readonly now: number;
  readonly canWrite: boolean;
  readonly isNarrow: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly onAct: (act: FileAct) => void;
}

/** One file or folder. */
export function FileRow(
  { entry, now, canWrite, isNarrow, isSelected, onSelect, onAct }: FileRowProps,
): ReactElement {
  const words = useWords().list;
  const { formats } = useSpeech();
  const isDirectory = isFolder(entry);
  const { name, metadata, updated_at: changed } = entry;
  const acts: readonly (readonly [FileAct, string])[] = [
    ["open", words.open],
    ...(isDirectory ? [] : [["download", words.download] as const, ["share", words.share] as const]),
    ...(canWrite && !isDirectory ? [["move", words.move] as const] : []),
    ...(canWrite ? [["remove", words.remove] as const] : []),
  ];
  const size = metadata === null ? "" : formats.size(metadata.size);
  const time = changed === null
    ? null
    : <time dateTime={changed} title={formats.dateTime(changed)}>{formats.ago(changed, now)}</time>;
  return (
    <li
      data-testid="file-row"
      data-name={name}
      data-folder={isDirectory}
      className={`relative flex items-center gap-3 border-b border-line px-4 py-1.5 last:border-0 hover:bg-sunken/60 ${
        isSelected ? "bg-accent-soft/60" : ""
      } ${isNarrow ? "" : columns}`}
    >
      <span className="relative z-10 grid size-5 shrink-0 place-items-center">
        {canWrite && !isDirectory
          ? (
            <input
              type="checkbox"
              aria-label={words.select(name)}
              checked={isSelected}
              onChange={(event) => onSelect(event.target.checked)}
              className="size-4"
            />
          )
          : null}
      </span>
      <span className="flex min-w-0 flex-1 items-center gap-2.5">
        <EntryIcon isFolder={isDirectory} />
        <span className="min-w-0">
          <button
            type="button"
            data-file-link
            onClick={() => onAct("open")}
            className="block max-w-full truncate text-left after:absolute after:inset-0 hover:underline"
            title={name}
          >
            {isDirectory && <span className="sr-only">{`${words.folder} `}</span>}
            {name}
          </button>
          {!isDirectory && (
            <span className={`flex gap-2 text-xs text-muted ${isNarrow ? "" : "md:hidden"}`}>
              <span>{size}</span>
              {time}
            </span>
          )}
        </span>
      </span>
      {!isNarrow && (
        <>
          <span className="text-right text-muted tabular-nums max-md:hidden">{size}</span>
          <span className="text-right text-muted max-md:hidden">{time}</span>
        </>
      )}
      <span className="relative z-10 has-[[role=menu]]:z-20">
        <Menu
          label={words.actionsOf(name)}
          items={acts.map(([act, label]) => ({ label, isDangerous: act === "remove", onChoose: () => onAct(act) }))}
        />
      </span>
    </li>
  );
}
