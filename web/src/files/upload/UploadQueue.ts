import { freeName, keyOf, storableFolder, storableName } from "../names.ts";
import type { UploadSource } from "./carryOut.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { PickedFile } from "./pickedFiles.ts";
import {
  begunUpload,
  isActive,
  isOver,
  newUpload,
  type UploadEffect,
  type UploadInput,
  type UploadState,
  uploadStep,
} from "./uploadMachine.ts";
import { mayBeOf, type UploadNote } from "./uploadNotes.ts";
import type { UploadNotebook } from "./UploadNotebook.ts";

/** Uploads at once: a second one uses the time in which the node stores the first. */
const MOST_ACTIVE = 2;

export interface UploadTarget {
  readonly bucket: string;
  readonly folder: string;
}

/** One file on its way to its place. */
export interface Upload extends UploadTarget {
  readonly id: number;
  readonly file: File;
  /** What it is stored as. */
  readonly name: string;
  readonly state: UploadState;
}

type Notebook = Pick<UploadNotebook, "interrupted" | "keep" | "forget">;

type CarryOut = (effect: UploadEffect, source: UploadSource, tell: (input: UploadInput) => void) => () => void;

/** All uploads of this tab, a few at a time, for as long as somebody is signed in: other pages can be opened meanwhile. */
export class UploadQueue {
  /** The same array until something changes. */
  uploads: readonly Upload[] = [];
  /** What an earlier page began, and needs its file again to go on. */
  interrupted: readonly UploadNote[] = [];
  private notebook: Notebook | null = null;
  private readonly observers = new Set<() => void>();
  private readonly arrivals = new Set<(upload: Upload) => void>();
  private readonly ends = new Map<number, () => void>();
  private lastId = 0;

  constructor(private readonly carryOut: CarryOut) {}

  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /** Calls `observer` with each upload that has arrived. */
  readonly onArrival = (observer: (upload: Upload) => void): () => void => {
    this.arrivals.add(observer);
    return () => this.arrivals.delete(observer);
  };

  /** Remembers uploads from now on, and takes up what is remembered. */
  open(notebook: Notebook): void {
    this.notebook = notebook;
    for (const { id } of this.uploads) void this.remember(id);
    void this.look();
  }

  /** Other tabs begin, go on with, end uploads too. */
  readonly look = async (): Promise<void> => {
    const { notebook } = this;
    const notes = await notebook?.interrupted() ?? [];
    if (notebook !== this.notebook) return;
    const own = new Set(this.uploads.map(({ state }) => state.address));
    this.change(this.uploads, notes.filter(({ address }) => !own.has(address)));
  };

  /** Begins uploads; those of which a part is at the node already go on from there. */
  add(files: readonly PickedFile[], target: UploadTarget): void {
    const added = files.map(({ file, folder }): Upload => ({
      bucket: target.bucket,
      folder: [target.folder, storableFolder(folder)].filter((part) => part !== "").join("/"),
      id: ++this.lastId,
      file,
      name: storableName(file.name),
      state: newUpload(file.size),
    }));
    const begun = new Map(added.map((upload) => [upload, this.interrupted.find((note) => isFor(note, upload))]));
    this.begin(added.filter((upload) => begun.get(upload) === undefined));
    for (const [upload, note] of begun) {
      if (note !== undefined) void this.goOnWith(note, upload.file).then((isSame) => isSame || this.begin([upload]));
    }
  }

  /** Goes on with what an earlier page began; false when the file is another one, or cannot be read. */
  async goOnWith(note: UploadNote, file: File): Promise<boolean> {
    if (!mayBeOf(note, file)) return false;
    try {
      if (await fingerprintOf(file) !== note.fingerprint) return false;
    } catch {
      return false;
    }
    const known = this.interrupted.find(({ address }) => address === note.address);
    // Taken up by another gesture meanwhile.
    if (known === undefined) return true;
    const { bucket, folder, name } = known;
    const upload = { bucket, folder, id: ++this.lastId, file, name, state: begunUpload(known) };
    this.change(this.uploads, this.interrupted.filter((other) => other !== known));
    this.begin([upload]);
    void this.remember(upload.id);
    return true;
  }

  /** Gives up what an earlier page began. */
  discard({ address, bucket, folder, name }: UploadNote): void {
    this.notebook?.forget(address);
    this.carryOut({ kind: "drop", address }, {
      file: new Blob(),
      bucket,
      key: keyOf(folder, name),
    }, () => {});
    this.change(this.uploads, this.interrupted.filter((note) => note.address !== address));
  }

  readonly tell = (id: number, input: UploadInput): void => {
    const upload = this.uploads.find((known) => known.id === id);
    if (upload === undefined) return;
    const { state, effect } = uploadStep(upload.state, input);
    if (state === upload.state) return;
    const changed = { ...upload, state };
    this.change(this.uploads.map((known) => known.id === id ? changed : known));
    if (effect !== null) this.carry(changed, effect);
    this.note(upload, changed);
    if (state.phase === "done" && upload.state.phase !== "done") {
      for (const arrival of this.arrivals) arrival(changed);
    }
    if (state.phase === "cancelled") this.forget((known) => known.id === id);
    this.fillTurns();
  };

  /** Stores it beside what has its name, under the first free one; `taken` are names that are known to be there. */
  keepBoth(id: number, taken: ReadonlySet<string>): void {
    this.change(this.uploads.map((upload) => {
      if (upload.id !== id) return upload;
      return { ...upload, name: freeName(upload.name, new Set([...taken, upload.name])) };
    }));
    this.tell(id, { kind: "retried", replaces: false });
  }

  /** The connection may be back. */
  readonly wake = (): void => {
    for (const { id } of this.uploads) this.tell(id, { kind: "woken" });
  };

  clearDone(): void {
    this.forget((upload) => upload.state.phase === "done");
  }

  /** Ends all that is under way: whoever is signed in next has nothing to do with it. Who was can go on with it later. */
  abandon(): void {
    this.notebook = null;
    this.forget(() => true);
    this.change([], []);
  }

  private begin(uploads: readonly Upload[]): void {
    if (uploads.length === 0) return;
    this.change([...this.uploads, ...uploads]);
    this.fillTurns();
  }

  /** Keeps what is remembered of an upload in step with it. */
  private note({ state: before }: Upload, { id, state }: Upload): void {
    const isKept = state.address === before.address && !isOver(state);
    if (before.address !== null && !isKept) this.notebook?.forget(before.address);
    if (!isKept || state.offset !== before.offset) void this.remember(id);
  }

  private async remember(id: number): Promise<void> {
    const file = this.uploads.find((known) => known.id === id)?.file;
    if (file === undefined) return;
    let fingerprint: string;
    try {
      fingerprint = await fingerprintOf(file);
    } catch {
      // What cannot be read will not be sent either.
      return;
    }
    const upload = this.uploads.find((known) => known.id === id);
    if (upload === undefined || upload.state.address === null || isOver(upload.state)) return;
    const { bucket, folder, name, state: { address, size, offset, replaces } } = upload;
    this.notebook?.keep({
      address,
      bucket,
      folder,
      name,
      fileName: file.name,
      size,
      lastModified: file.lastModified,
      fingerprint,
      replaces,
      offset,
    });
  }

  private carry(upload: Upload, effect: UploadEffect): void {
    this.ends.get(upload.id)?.();
    this.ends.delete(upload.id);
    const { id, file, bucket, folder, name } = upload;
    const source = { file, bucket, key: keyOf(folder, name) };
    const end = this.carryOut(effect, source, (input) => this.tell(id, input));
    this.ends.set(id, end);
  }

  private fillTurns(): void {
    for (;;) {
      if (this.uploads.filter(({ state }) => isActive(state)).length >= MOST_ACTIVE) return;
      const next = this.uploads.find(({ state }) => state.phase === "queued");
      if (next === undefined) return;
      this.tell(next.id, { kind: "started" });
    }
  }

  private forget(isMeant: (upload: Upload) => boolean): void {
    for (const upload of this.uploads.filter(isMeant)) {
      // What tells the node of the end is not to be ended itself.
      if (upload.state.phase !== "cancelled") this.ends.get(upload.id)?.();
      this.ends.delete(upload.id);
    }
    this.change(this.uploads.filter((upload) => !isMeant(upload)));
  }

  private change(uploads: readonly Upload[], interrupted = this.interrupted): void {
    this.uploads = uploads;
    this.interrupted = interrupted;
    for (const observer of this.observers) observer();
  }
}

function isFor(note: UploadNote, { file, bucket, folder }: Upload): boolean {
  return note.bucket === bucket && note.folder === folder && mayBeOf(note, file);
}
