import { type ReactElement, useRef, useState } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useWords } from "../words/useWords.ts";
import type { UploadNote } from "./uploadNotes.ts";
import { uploads } from "./uploads.ts";

/** An upload that an earlier page began: the browser gives its file only to whoever chooses it again. */
export function InterruptedRow({ note }: { readonly note: UploadNote }): ReactElement {
  const words = useWords().upload;
  const { formats } = useSpeech();
  const input = useRef<HTMLInputElement>(null);
  const [isOther, setOther] = useState(false);
  const { fileName, bucket, folder, size, offset } = note;
  const part = words.part(formats.size(offset), formats.size(size));
  const place = folder === "" ? bucket : `${bucket}/${folder}`;
  return (
    <li className="flex flex-col gap-1 px-3 py-2" data-testid="interrupted" data-name={fileName}>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate" title={`${fileName} ${words.into(place)}`}>{fileName}</span>
        <span className="text-xs text-muted tabular-nums">{formats.size(size)}</span>
      </div>
      <ProgressBar
        label={words.progressOf(fileName)}
        value={Math.floor((offset / Math.max(1, size)) * 100)}
        text={words.interrupted}
      />
      <p className={`text-xs ${isOther ? "text-bad" : "text-warn"}`} role={isOther ? "alert" : undefined}>
        {isOther ? words.otherFile : `${words.interruptedAt(part)} ${words.interruptedText}`}
      </p>
      <div className="flex min-h-9 flex-wrap items-center justify-end gap-x-1">
        <input
          ref={input}
          type="file"
          hidden
          data-testid="again-input"
          aria-label={words.chooseOf(fileName)}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) void uploads.goOnWith(note, file).then((isSame) => setOther(!isSame));
            event.target.value = "";
          }}
        />
        <Button
          look="quiet"
          className="px-2! text-accent!"
          aria-label={words.chooseOf(fileName)}
          onClick={() => input.current?.click()}
        >
          {words.choose}
        </Button>
        <Button
          look="quiet"
          className="px-2!"
          aria-label={words.discardOf(fileName)}
          onClick={() => uploads.discard(note)}
        >
          {words.discard}
        </Button>
      </div>
    </li>
  );
}
