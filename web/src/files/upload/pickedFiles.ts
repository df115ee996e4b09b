/** What one gesture may bring: more is left to programs. */
export const MOST_FILES = 2_000;
/** A folder that is linked into itself has no end. */
const DEEPEST = 32;
/** What systems put into folders for themselves. */
const litter = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

const collator = new Intl.Collator(undefined, { numeric: true });

/** A file that was chosen or dropped, and the folder that it had below what was chosen. */
export interface PickedFile {
  readonly file: File;
  readonly folder: string;
}

export type Picked =
  | {
    readonly kind: "files";
    readonly files: readonly PickedFile[];
    /** Files and folders that the browser was not let into. */
    readonly unread: number;
  }
  | { readonly kind: "tooMany" | "nothing" };

/** Files of a form field; those of a folder know where in it they are. */
export function pickedOf(files: readonly File[]): Picked {
  return bounded(
    files.filter((file) => file.webkitRelativePath === "" || !litter.has(file.name)).map((file) => ({
      file,
      folder: file.webkitRelativePath.split("/").slice(0, -1).join("/"),
    })),
    0,
  );
}

/** What was dropped, to be read while the event lasts: afterwards the browser knows nothing of it. */
export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly FileSystemDirectoryEntry[];
}

export function droppedOf(items: readonly DataTransferItem[]): Dropped {
  const files: File[] = [];
  const folders: FileSystemDirectoryEntry[] = [];
  for (const item of items.filter(({ kind }) => kind === "file")) {
    const entry = item.webkitGetAsEntry();
    if (entry !== null && isFolder(entry)) folders.push(entry);
    else {
      const file = item.getAsFile();
      if (file !== null) files.push(file);
    }
  }
  return { files, folders };
}

/** All that is in dropped folders, and the files beside them. */
export async function readDropped({ files, folders }: Dropped): Promise<Picked> {
  const found: PickedFile[] = files.map((file) => ({ file, folder: "" }));
  const waiting = folders.map((entry) => ({ entry, path: entry.name, depth: 1 }));
  let unread = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { entry, path, depth } = next;
    const reader = entry.createReader();
    for (;;) {
      let batch: readonly FileSystemEntry[];
      try {
        // oxlint-disable-next-line no-await-in-loop -- a reader gives its entries in batches, one after the other
        batch = await entriesOf(reader);
      } catch {
        unread += 1;
        break;
      }
      if (batch.length === 0) break;
      for (const child of batch) {
        if (isFolder(child)) {
          if (depth < DEEPEST) waiting.push({ entry: child, path: `${path}/${child.name}`, depth: depth + 1 });
          else unread += 1;
        } else if (!litter.has(child.name)) {
          try {
            // oxlint-disable-next-line no-await-in-loop -- a bounded number, and no work for the browser
            found.push({ file: await fileOf(child as FileSystemFileEntry), folder: path });
          } catch {
            unread += 1;
          }
        }
      }
      if (found.length + waiting.length > MOST_FILES) return { kind: "tooMany" };
    }
  }
  return bounded(found, unread);
}

function bounded(files: readonly PickedFile[], unread: number): Picked {
  if (files.length > MOST_FILES) return { kind: "tooMany" };
  if (files.length === 0 && unread === 0) return { kind: "nothing" };
  // Browsers read folders in the order of the disk, which is none to a person.
  const inOrder = files.toSorted((one, other) =>
    collator.compare(one.folder, other.folder) || collator.compare(one.file.name, other.file.name)
  );
  return { kind: "files", files: inOrder, unread };
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
