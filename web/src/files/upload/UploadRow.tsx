import { memo, type ReactElement } from "react";
import { listLevel } from "../../api/storage.ts";
import { failureText } from "../../i18n/failureText.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useWords } from "../words/useWords.ts";
import { isActive } from "./uploadMachine.ts";
import type { Upload } from "./UploadQueue.ts";
import { uploads } from "./uploads.ts";

/** Names that are looked at for a free one; beyond them the node's next refusal counts on. */
const NAMES_LIMIT = 1_000;

/** One upload: how far it is, and what can be done about it. Drawn anew only when it has changed itself. */
export const UploadRow = memo(function UploadRow({ upload }: { readonly upload: Upload }): ReactElement {
  const words = useWords().upload;
  const { formats, messages } = useSpeech();
  const { id, state } = upload;
  const { name } = upload;
  const sent = Math.min(state.size, state.offset + state.sent);
  const percent = state.size === 0 ? 100 : Math.floor((sent / state.size) * 100);
  const isTaken = state.failure?.code === "name_taken";
  const remark = state.phase === "failed" && state.failure !== null
    ? isTaken ? words.taken : failureText(messages, state.failure)
    : state.phase === "sending"
    ? sent >= state.size ? words.finishing : words.part(formats.size(sent), formats.size(state.size))
    : state.phase === "done" && upload.name !== upload.file.name
    ? words.storedAs(upload.name)
    : state.phase === "failed"
    ? messages.failure.title
    : words.phases[state.phase];
  const tone = state.phase === "failed" ? "text-bad" : state.phase === "done" ? "text-good" : "text-muted";
  return (
    <li className="flex flex-col gap-1 px-3 py-2" data-testid="upload" data-phase={state.phase} data-name={upload.name}>
      <div className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate" title={name}>{name}</span>
        <span className="text-xs text-muted tabular-nums">{formats.size(state.size)}</span>
      </div>
      <ProgressBar
        label={words.progressOf(name)}
        value={state.phase === "done" ? 100 : percent}
        text={remark}
      />
      <div className={`flex flex-wrap items-center justify-end gap-x-1 ${state.phase === "done" ? "" : "min-h-9"}`}>
        <p className={`min-w-0 flex-1 text-xs ${tone} ${state.phase === "failed" ? "basis-full" : ""}`}>{remark}</p>
        <UploadActions upload={upload} name={name} isTaken={isTaken} />
        {state.phase !== "done" && !isTaken && (
          <Button
            look="quiet"
            className="px-2!"
            aria-label={words.cancelOf(name)}
            onClick={() => uploads.tell(id, { kind: "cancelled" })}
          >
            {words.cancel}
          </Button>
        )}
      </div>
    </li>
  );
});

function UploadActions(
  { upload: { id, bucket, folder, state }, name, isTaken }: {
    readonly upload: Upload;
    readonly name: string;
    readonly isTaken: boolean;
  },
): ReactElement | null {
  const shared = useWords();
  const words = shared.upload;
  const keepBoth = async () => {
    let taken: readonly string[] = [];
    try {
      const question = { bucket, folder, search: "", order: "name.asc", offset: 0, limit: NAMES_LIMIT } as const;
      taken = (await listLevel(question, new AbortController().signal)).map((entry) => entry.name);
    } catch {
      // Without the list the next number is tried.
    }
    uploads.keepBoth(id, new Set(taken));
  };
  if (isTaken) {
    return (
      <>
        <Button
          look="quiet"
          className="px-2!"
          aria-label={words.replaceOf(name)}
          onClick={() => uploads.tell(id, { kind: "retried", replaces: true })}
        >
          {shared.replace}
        </Button>
        <Button look="quiet" className="px-2!" aria-label={words.keepBothOf(name)} onClick={() => void keepBoth()}>
          {shared.keepBoth}
        </Button>
        <Button
          look="quiet"
          className="px-2!"
          aria-label={words.leaveOutOf(name)}
          onClick={() => uploads.tell(id, { kind: "cancelled" })}
        >
          {words.leaveOut}
        </Button>
      </>
    );
  }
  if (state.phase === "failed") {
    return (
      <Button
        look="quiet"
        className="px-2!"
        aria-label={words.retryOf(name)}
        onClick={() => uploads.tell(id, { kind: "retried", replaces: state.replaces })}
      >
        {words.retry}
      </Button>
    );
  }
  if (state.phase === "paused") {
    return (
      <Button
        look="quiet"
        className="px-2!"
        aria-label={words.resumeOf(name)}
        onClick={() => uploads.tell(id, { kind: "resumed" })}
      >
        {words.resume}
      </Button>
    );
  }
  if (!isActive(state) && state.phase !== "queued") return null;
  return (
    <Button
      look="quiet"
      className="px-2!"
      aria-label={words.pauseOf(name)}
      onClick={() => uploads.tell(id, { kind: "paused" })}
    >
      {words.pause}
    </Button>
  );
}
