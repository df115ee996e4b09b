import { NOTES_PREFIX } from "./hasNotes.ts";
import { notesOf, type UploadNote, withNote, withoutNote } from "./uploadNotes.ts";

export type NoteStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Which tabs of this browser there are. */
export interface Tabs {
  readonly own: string;
  others(): Promise<ReadonlySet<string>>;
}

/** Whose uploads are remembered, and where. */
export interface NoteScope {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Remembers in the browser which uploads were begun, so that they can go on after the page was closed. */
export class UploadNotebook {
  /** One for each person in each workspace: what files are called is nobody else's business. */
  private readonly entry: string;

  constructor(
    { workspaceId, userId }: NoteScope,
    /** Asked for each time: where storage is switched off, already that fails. */
    private readonly storage: () => NoteStorage,
    private readonly tabs: Tabs,
    private readonly now: () => number = Date.now,
  ) {
    this.entry = `${NOTES_PREFIX}${workspaceId}.${userId}`;
    this.sweep();
  }

  /** Those that no tab goes on with. */
  async interrupted(): Promise<readonly UploadNote[]> {
    const others = await this.tabs.others();
    return this.read(this.entry).filter((note) => !others.has(note.tab));
  }

  keep(note: Omit<UploadNote, "tab" | "touchedAt">): void {
    const kept = { ...note, tab: this.tabs.own, touchedAt: this.now() };
    this.write(this.entry, withNote(this.read(this.entry), kept));
  }

  forget(address: string): void {
    const notes = this.read(this.entry);
    const left = withoutNote(notes, address);
    if (left.length < notes.length) this.write(this.entry, left);
  }

  /** Whether a change of the browser's storage is one of this notebook. */
  isOwn(entry: string | null): boolean {
    return entry === this.entry || entry === null;
  }

  /** Takes away what is too old, also of those who are not signed in. */
  private sweep(): void {
    for (const entry of this.entries()) this.write(entry, this.read(entry));
  }

  private entries(): readonly string[] {
    try {
      const storage = this.storage();
      const entries = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
      return entries.filter((entry) => entry.startsWith(NOTES_PREFIX));
    } catch {
      return [];
    }
  }

  private read(entry: string): readonly UploadNote[] {
    try {
      return notesOf(this.storage().getItem(entry), this.now());
    } catch {
      // Storage may be switched off; then nothing is remembered.
      return [];
    }
  }

  private write(entry: string, notes: readonly UploadNote[]): void {
    try {
      if (notes.length === 0) this.storage().removeItem(entry);
      else this.storage().setItem(entry, JSON.stringify(notes));
    } catch {
      // As above; or it is full.
    }
  }
}
