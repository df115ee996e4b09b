import { freeName, keyOf, storableName } from "../names.ts";
import type { UploadSource } from "./carryOut.ts";
import {
  isActive,
  newUpload,
  type UploadEffect,
  type UploadInput,
  type UploadState,
  uploadStep,
} from "./uploadMachine.ts";

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

type CarryOut = (effect: UploadEffect, source: UploadSource, tell: (input: UploadInput) => void) => () => void;

/** All uploads of this tab, a few at a time, for as long as somebody is signed in: other pages can be opened meanwhile. */
export class UploadQueue {
  /** The same array until something changes. */
  uploads: readonly Upload[] = [];
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

  add(files: readonly File[], target: UploadTarget): void {
    const added = files.map((file) => ({
      ...target,
      id: ++this.lastId,
      file,
      name: storableName(file.name),
      state: newUpload(file.size),
    }));
    this.change([...this.uploads, ...added]);
    this.fillTurns();
  }

  readonly tell = (id: number, input: UploadInput): void => {
    const upload = this.uploads.find((known) => known.id === id);
    if (upload === undefined) return;
    const { state, effect } = uploadStep(upload.state, input);
    if (state === upload.state) return;
    const changed = { ...upload, state };
    this.change(this.uploads.map((known) => known.id === id ? changed : known));
    if (effect !== null) this.begin(changed, effect);
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

  /** Ends all that is under way: whoever is signed in next has nothing to do with it. */
  abandon(): void {
    this.forget(() => true);
  }

  private begin(upload: Upload, effect: UploadEffect): void {
    this.ends.get(upload.id)?.();
    this.ends.delete(upload.id);
    const { id, file, bucket, folder, name } = upload;
    const end = this.carryOut(effect, { file, bucket, key: keyOf(folder, name) }, (input) => this.tell(id, input));
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

  private change(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const observer of this.observers) observer();
  }
}
