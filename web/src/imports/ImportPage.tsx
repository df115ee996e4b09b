import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { deleteImport, type LeadImport, openImport } from "../api/imports.ts";
import { navigate } from "../app/navigation.ts";
import { importPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { usePolled } from "../jobs/polling/usePolled.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { isUnderway, newest } from "./importSteps.ts";
import { MappingStep } from "./MappingStep.tsx";
import { OutcomeStep } from "./OutcomeStep.tsx";
import { StepList } from "./StepList.tsx";
import { useWords } from "./words/useWords.ts";

/** How often it is asked how far the node is, beside what events tell. */
const ASK_EVERY_MS = 1_500;

const isAtRest = (value: LeadImport) => !isUnderway(value.state);

/** One import, from its columns to its result. What it is stands on the node, so leaving the page loses nothing. */
export function ImportPage({ importId }: { readonly importId: string }): ReactElement {
  const { messages } = useSpeech();
  const fetch = useCallback((signal: AbortSignal) => openImport(importId, signal), [importId]);
  const polled = usePolled(fetch, ASK_EVERY_MS, isAtRest);
  const [answered, setAnswered] = useState<LeadImport | null>(null);
  const { reload } = polled;
  useProgressEvents(importId, reload);
  const value = newest(polled.value, answered);
  const accept = useCallback((answer: LeadImport) => {
    setAnswered(answer);
    reload();
  }, [reload]);
  if (value === null) {
    return polled.failure === null ? <Waiting /> : <Missing failure={polled.failure} onRetry={reload} />;
  }
  return (
    <div
      className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-4 md:py-6"
      data-testid="import"
      data-state={value.state}
    >
      <ImportHead value={value} />
      <StepList state={value.state} />
      {polled.failure !== null && (
        <FailureNotice failure={polled.failure}>
          <Button onClick={reload}>{messages.failure.retry}</Button>
        </FailureNotice>
      )}
      {value.state === "mapping"
        ? <MappingStep value={value} onChanged={accept} />
        : <OutcomeStep value={value} onChanged={accept} />}
    </div>
  );
}

function Waiting(): ReactElement {
  const { shell } = useSpeech().messages;
  return (
    <div role="status" aria-label={shell.loading} className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-6">
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-4 w-96 max-w-full" />
      <div className="panel h-64" />
    </div>
  );
}

function Missing(
  { failure, onRetry }: { readonly failure: ApiFailure; readonly onRetry: () => void },
): ReactElement {
  const words = useWords();
  const { messages } = useSpeech();
  if (failure.status === 404) {
    return (
      <PageMessage title={words.notFoundTitle}>
        <p>{words.notFoundText}</p>
        <Link to={importPath()} className={buttonClass("plain")}>{words.back}</Link>
      </PageMessage>
    );
  }
  return (
    <div className="mx-auto max-w-2xl px-4 py-8">
      <FailureNotice failure={failure}>
        <Button onClick={onRetry}>{messages.failure.retry}</Button>
      </FailureNotice>
    </div>
  );
}

function ImportHead({ value }: { readonly value: LeadImport }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const [isDeleting, setDeleting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = useRef(value.state);
  useEffect(() => {
    if (step.current === value.state) return;
    step.current = value.state;
    // What was pressed has gone with its step.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [value.state]);
  return (
    <div className="flex flex-wrap items-start justify-between gap-2">
      <div className="min-w-0">
        <Link to={importPath()} className="inline-flex items-center gap-1 rounded text-muted hover:text-ink">
          <span aria-hidden="true">‹</span>
          {words.back}
        </Link>
        <h1 ref={heading} tabIndex={-1} className="mt-1 text-xl font-semibold wrap-anywhere">{value.fileName}</h1>
        <Dotted>
          <span>{words.file.about(formats.number(value.progress.total), formats.size(value.byteCount))}</span>
          <span>
            {words.file.written(
              value.encoding.toUpperCase(),
              words.file.delimiters[value.delimiter] ?? value.delimiter,
            )}
          </span>
        </Dotted>
      </div>
      {!isUnderway(value.state) && (
        <Button
          look="quiet"
          className="-mx-3 text-bad! md:mx-0"
          onClick={() => setDeleting(true)}
        >
          {words.acts.delete}
        </Button>
      )}
      {isDeleting && (
        <ConfirmDialog
          title={words.acts.deleteTitle}
          text={words.acts.deleteText}
          verb={words.acts.delete}
          onConfirm={async () => {
            await deleteImport(value);
            navigate(importPath(), true);
          }}
          onClose={() => setDeleting(false)}
        />
      )}
    </div>
  );
}

/** Asks at once when the workspace's room tells of progress; only heard while another part of the page is in that room. */
function useProgressEvents(importId: string, ask: () => void): void {
  const realtime = useRealtime();
  const { workspace } = useSession();
  useEffect(() =>
    realtime.listen(workspaceTopic(workspace.id), {
      onBroadcast: ({ event, payload }) => {
        const { entityId } = payload as { readonly entityId?: unknown };
        if (event === "import.progress" && entityId === importId) ask();
      },
    }), [realtime, workspace.id, importId, ask]);
}
