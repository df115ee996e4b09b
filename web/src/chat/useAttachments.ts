import { useCallback, useRef, useState } from "react";
import { uploadAttachment } from "../api/chat.ts";
import { randomHex } from "../api/trace.ts";

export const ATTACHMENTS_MAX = 10;

/** A file that goes with the message that is being written. */
export interface PickedFile {
  readonly id: string;
  readonly name: string;
  readonly state: "sending" | "ready" | "failed";
  /** Once it is there. */
  readonly key: string | null;
}

interface Attachments {
  readonly files: readonly PickedFile[];
  /** True when some had no room. */
  readonly isOver: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
}

/** Files of a message, put up while it is written. */
export function useAttachments(channelId: string): Attachments {
  const [files, setFiles] = useState<readonly PickedFile[]>([]);
  const [isOver, setOver] = useState(false);
  const running = useRef(new Map<string, AbortController>());
  const add = useCallback((picked: readonly File[]) => {
    setFiles((known) => {
      const room = ATTACHMENTS_MAX - known.length;
      setOver(picked.length > room);
      const taken = picked.slice(0, Math.max(0, room)).map((file) => ({ file, id: randomHex(8) }));
      for (const { file, id } of taken) {
        const controller = new AbortController();
        running.current.set(id, controller);
        const set = (change: Partial<PickedFile>) =>
          setFiles((all) => all.map((one) => one.id === id ? { ...one, ...change } : one));
        uploadAttachment(channelId, file, controller.signal).then(
          (key) => set({ key, state: "ready" }),
          () => controller.signal.aborted || set({ state: "failed" }),
        ).finally(() => running.current.delete(id));
      }
      return [
        ...known,
        ...taken.map(({ file, id }) => ({ id, name: file.name, state: "sending" as const, key: null })),
      ];
    });
  }, [channelId]);
  const remove = useCallback((id: string) => {
    running.current.get(id)?.abort();
    setOver(false);
    setFiles((all) => all.filter((one) => one.id !== id));
  }, []);
  const clear = useCallback(() => {
    setOver(false);
    setFiles([]);
  }, []);
  return { files, isOver, add, remove, clear };
}
