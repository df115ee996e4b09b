/** What is remembered of an upload that was begun: enough to know its file again, and nothing of what is in it. */
export interface UploadNote {
  /** Where the node keeps it. */
  readonly address: string;
  readonly bucket: string;
  readonly folder: string;
  /** What it is stored as. */
  readonly name: string;
  /** What the person calls it. */
  readonly fileName: string;
  readonly size: number;
  readonly lastModified: number;
  readonly fingerprint: string;
  readonly replaces: boolean;
  /** Bytes that the node had when it was last heard of. */
  readonly offset: number;
  readonly touchedAt: number;
  /** The tab that sends it, as long as that is open. */
  readonly tab: string;
}

/** As long as the node keeps an upload after its last part. */
const LIFE_MS = 24 * 60 * 60 * 1_000;
/** The oldest are forgotten first; the node lets them go by itself. */
const MOST_NOTES = 50;
/** Requests with a token go nowhere else, whatever was written down. */
const ADDRESSES = "/storage/v1/upload/resumable/";

/** The notes that were written down and are not too old; whatever else stands there is left out. */
export function notesOf(text: string | null, now: number): readonly UploadNote[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.filter(isNote).filter(({ touchedAt }) => touchedAt > now - LIFE_MS) : [];
}

export function withNote(notes: readonly UploadNote[], note: UploadNote): readonly UploadNote[] {
  return [...withoutNote(notes, note.address), note].slice(-MOST_NOTES);
}

export function withoutNote(notes: readonly UploadNote[], address: string): readonly UploadNote[] {
  return notes.filter((note) => note.address !== address);
}

/** Whether a file may be the one that a note is about, by what is known without reading it. */
export function mayBeOf(note: UploadNote, file: Pick<File, "name" | "size" | "lastModified">): boolean {
  return note.fileName === file.name && note.size === file.size && note.lastModified === file.lastModified;
}

const texts = ["address", "bucket", "folder", "name", "fileName", "fingerprint", "tab"] as const;
const numbers = ["size", "lastModified", "offset", "touchedAt"] as const;

function isNote(value: unknown): value is UploadNote {
  if (typeof value !== "object" || value === null) return false;
  const note = value as Readonly<Record<string, unknown>>;
  return texts.every((field) => typeof note[field] === "string") &&
    numbers.every((field) => typeof note[field] === "number") &&
    typeof note["replaces"] === "boolean" && String(note["address"]).startsWith(ADDRESSES);
}
