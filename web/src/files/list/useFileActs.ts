import { useState } from "react";
import { listTrash, restoreFromTrash } from "../../api/files.ts";
import { keysBelow, removeObjects } from "../../api/storage.ts";
import { type Act, useAct } from "../../ui/useAct.ts";
import { keyOf } from "../names.ts";
import type { Picked } from "../upload/pickedFiles.ts";

/** What the node removes in one call. */
const BATCH = 1_000;

/** What came of the last act, in facts. */
export type Outcome =
  | { readonly kind: "removed"; readonly keys: readonly string[]; readonly name: string }
  | { readonly kind: "restored" | "undoFailed" | "tooManyFiles" | "nothingPicked" | "linksEnded" }
  | { readonly kind: "unread"; readonly count: number }
  | { readonly kind: "moved"; readonly key: string };

/** What is to be said of files that were chosen or dropped, beyond what the uploads say of themselves. */
export function outcomeOf(picked: Picked): Outcome | null {
  if (picked.kind === "files") return picked.unread > 0 ? { kind: "unread", count: picked.unread } : null;
  return { kind: picked.kind === "tooMany" ? "tooManyFiles" : "nothingPicked" };
}

export interface FileActs {
  readonly act: Act;
  readonly outcome: Outcome | null;
  readonly say: (outcome: Outcome | null) => void;
  readonly remove: (names: readonly string[]) => Promise<void>;
  readonly removeFolder: (name: string) => Promise<void>;
  readonly undo: (keys: readonly string[]) => Promise<void>;
}

/** Removing and its undoing, in one folder. */
export function useFileActs(
  bucket: string,
  folder: string,
  onRemoved: (names: readonly string[]) => void,
  onChanged: () => Promise<void>,
): FileActs {
  const act = useAct();
  const [outcome, say] = useState<Outcome | null>(null);

  const remove = async (names: readonly string[]) => {
    say(null);
    await act.run(async () => {
      const keys: string[] = [];
      for (let start = 0; start < names.length; start += BATCH) {
        const batch = names.slice(start, start + BATCH).map((name) => keyOf(folder, name));
        // oxlint-disable-next-line no-await-in-loop -- one call after the other is what the node asks for
        keys.push(...await removeObjects(bucket, batch));
      }
      onRemoved(names);
      say({ kind: "removed", keys, name: names[0] ?? "" });
    });
    await onChanged();
  };

  const removeFolder = async (name: string) => {
    const keys: string[] = [];
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one call after the other is what the node asks for
      const page = await keysBelow(bucket, keyOf(folder, name), BATCH);
      if (page.keys.length === 0) break;
      // oxlint-disable-next-line no-await-in-loop -- one call after the other is what the node asks for
      const removed = await removeObjects(bucket, page.keys);
      keys.push(...removed);
      // What may not be removed would be listed for ever.
      if (!page.hasNext || removed.length === 0) break;
    }
    say({ kind: "removed", keys, name });
    await onChanged();
  };

  const undo = async (keys: readonly string[]) => {
    await act.run(async () => {
      let missed = 0;
      for (const key of keys) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other: a few files, and no rush on the node
        if (!await restoreNewest(bucket, key)) missed += 1;
      }
      say({ kind: missed === 0 ? "restored" : "undoFailed" });
    });
    await onChanged();
  };
  return { act, outcome, say, remove, removeFolder, undo };
}

/** Puts back what was removed last under a key; false when it is not in the trash. */
async function restoreNewest(bucket: string, key: string): Promise<boolean> {
  const { items } = await listTrash({ bucket, prefix: key, limit: 50 });
  const [newest] = items.filter((item) => item.name === key)
    .toSorted((one, other) => Date.parse(other.trashedAt) - Date.parse(one.trashedAt));
  if (newest === undefined) return false;
  await restoreFromTrash(newest.id);
  return true;
}
