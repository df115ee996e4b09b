import type { ReactElement } from "react";
import type { FileEntry } from "../../api/storage.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { MoveDialog } from "../MoveDialog.tsx";
import { keyOf } from "../names.ts";
import { PreviewDialog } from "../preview/PreviewDialog.tsx";
import { ShareDialog } from "../share/ShareDialog.tsx";
import { useWords } from "../words/useWords.ts";
import type { FileActs } from "./useFileActs.ts";

/** What a dialog is open about. */
export interface Asked {
  readonly what: "preview" | "share" | "move" | "removeFolder";
  readonly name: string;
}

interface FileDialogsProps {
  readonly asked: Asked;
  readonly bucket: string;
  readonly folder: string;
  readonly isPublic: boolean;
  readonly canWrite: boolean;
  readonly files: readonly FileEntry[];
  readonly acts: FileActs;
  readonly onAsk: (asked: Asked | null) => void;
  readonly onRemove: (name: string) => Promise<void>;
  readonly onMoved: (from: string, key: string) => Promise<void>;
}

/** The dialog that a file or folder of the list has open. */
export function FileDialogs(
  { asked, bucket, folder, isPublic, canWrite, files, acts, onAsk, onRemove, onMoved }: FileDialogsProps,
): ReactElement | null {
  const words = useWords().list;
  const close = () => onAsk(null);
  const key = keyOf(folder, asked.name);
  const at = files.findIndex((file) => file.name === asked.name);
  const file = files[at];
  switch (asked.what) {
    case "removeFolder":
      return (
        <ConfirmDialog
          title={words.removeFolderTitle(asked.name)}
          text={words.removeFolderText}
          verb={words.removeFolderVerb}
          onConfirm={() => acts.removeFolder(asked.name)}
          onClose={close}
        />
      );
    case "share":
      return (
        <ShareDialog
          bucket={bucket}
          fileKey={key}
          name={asked.name}
          isPublic={isPublic}
          canEnd={canWrite}
          onClose={close}
        />
      );
    case "move":
      return (
        <MoveDialog
          bucket={bucket}
          fileKey={key}
          onMoved={(moved) => onMoved(asked.name, moved)}
          onClose={close}
        />
      );
    case "preview":
      return file === undefined ? null : (
        <PreviewDialog
          key={key}
          bucket={bucket}
          fileKey={key}
          file={file}
          onStep={(step) => {
            const next = files[at + step];
            if (next !== undefined) onAsk({ what: "preview", name: next.name });
          }}
          hasPrevious={at > 0}
          hasNext={at < files.length - 1}
          canWrite={canWrite}
          onAct={(what) => {
            if (what !== "remove") return onAsk({ what, name: asked.name });
            close();
            void onRemove(asked.name);
          }}
          onClose={close}
        />
      );
  }
}
