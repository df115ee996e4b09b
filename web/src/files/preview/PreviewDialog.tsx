import { type KeyboardEvent, type ReactElement, useCallback } from "react";
import { type FileEntry, signLink } from "../../api/storage.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { saveStored } from "../saveLink.ts";
import { useWords } from "../words/useWords.ts";
import { Preview } from "./Preview.tsx";
import { previewKind } from "./previewKind.ts";

/** Enough to look at something, and to turn its pages. */
const LIFE_SECONDS = 900;

interface PreviewDialogProps {
  readonly bucket: string;
  readonly fileKey: string;
  readonly file: FileEntry;
  readonly canWrite: boolean;
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
  readonly onStep: (step: -1 | 1) => void;
  readonly onAct: (what: "share" | "move" | "remove") => void;
  readonly onClose: () => void;
}

/** A file, looked at over the page, with what can be done with it. */
export function PreviewDialog(
  { bucket, fileKey, file, canWrite, hasPrevious, hasNext, onStep, onAct, onClose }: PreviewDialogProps,
): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const act = useAct();
  const type = file.metadata?.mimetype ?? "";
  const kind = previewKind(type);
  const sign = useCallback(
    (signal: AbortSignal) => signLink(bucket, fileKey, LIFE_SECONDS, signal),
    [bucket, fileKey],
  );
  const link = useFetched(sign);
  const { name } = file;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft" && hasPrevious) onStep(-1);
    if (event.key === "ArrowRight" && hasNext) onStep(1);
  };
  return (
    <Dialog title={name} isWide onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons do the same */}
      <div className="flex flex-col gap-3" onKeyDown={onKeyDown} data-testid="preview" data-kind={kind}>
        {/* As high from the start as it will be, so that nothing jumps. */}
        <div
          className={`grid overflow-hidden rounded-lg border border-line bg-sunken ${
            kind === "none" ? "min-h-24" : "h-[60dvh]"
          }`}
        >
          {link.failure !== null
            ? (
              <div className="p-3">
                <FailureNotice failure={link.failure} />
              </div>
            )
            : <Preview kind={kind} address={link.value} name={name} />}
        </div>
        <Dotted>
          <span>{formats.size(file.metadata?.size ?? 0)}</span>
          <span>{type}</span>
          {file.updated_at !== null && <span>{formats.dateTime(file.updated_at)}</span>}
        </Dotted>
        {act.failure !== null && <FailureNotice failure={act.failure} />}
        <div className="flex flex-wrap gap-2">
          <Button
            look="primary"
            aria-disabled={act.isBusy}
            onClick={() => void act.run(() => saveStored(bucket, fileKey))}
          >
            {words.list.download}
          </Button>
          <Button onClick={() => onAct("share")}>{words.list.share}</Button>
          {canWrite && <Button onClick={() => onAct("move")}>{words.list.move}</Button>}
          {canWrite && <Button className="text-bad!" onClick={() => onAct("remove")}>{words.list.remove}</Button>}
          <span className="ml-auto flex gap-1">
            <Button
              look="quiet"
              aria-label={words.preview.previous}
              aria-disabled={!hasPrevious}
              onClick={() => hasPrevious && onStep(-1)}
            >
              <span aria-hidden="true">‹</span>
            </Button>
            <Button
              look="quiet"
              aria-label={words.preview.next}
              aria-disabled={!hasNext}
              onClick={() => hasNext && onStep(1)}
            >
              <span aria-hidden="true">›</span>
            </Button>
            <Button look="quiet" onClick={onClose}>{words.upload.close}</Button>
          </span>
        </div>
      </div>
    </Dialog>
  );
}
