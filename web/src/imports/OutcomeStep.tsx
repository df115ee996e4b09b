import { type ReactElement, useState } from "react";
import { cancelImport, importReport, type LeadImport, startImport } from "../api/imports.ts";
import { noFilter } from "../api/LeadFilter.ts";
import { importPath, leadsPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { saveFile } from "../ui/saveFile.ts";
import { useAct } from "../ui/useAct.ts";
import { CountList } from "./CountList.tsx";
import { isUnderway, percentOf } from "./importSteps.ts";
import { MappingStep } from "./MappingStep.tsx";
import { RefusedRows } from "./RefusedRows.tsx";
import { useWords } from "./words/useWords.ts";

interface OutcomeStepProps {
  readonly value: LeadImport;
  readonly onChanged: (value: LeadImport) => void;
}

/** What would become or became of the rows, while it is found out and afterwards, and what can be done then. */
export function OutcomeStep({ value, onChanged }: OutcomeStepProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const act = useAct();
  const [isMapping, setMapping] = useState(false);
  const run = (work: () => Promise<LeadImport>) => void act.run(async () => onChanged(await work()));
  const { state, counts, progress } = value;
  if (isMapping && state === "checked") {
    return (
      <MappingStep
        value={value}
        onChanged={(next) => {
          if (next.state === "checking") setMapping(false);
          onChanged(next);
        }}
      />
    );
  }
  const saveReport = () =>
    void act.run(async () => {
      const name = value.fileName.replace(/\.\w{1,5}$/, "");
      saveFile(await importReport(value.id), `${name}-refused.csv`, "text/csv");
    });
  const tag = value.options.tags[0];
  const rest = new URLSearchParams({ project: value.projectId, ...(tag === undefined ? {} : { tag }) });
  return (
    <>
      {isUnderway(state) && (
        <div className="panel px-4 py-3">
          <div className="mb-1.5 flex justify-between gap-3 text-muted">
            <span>{words.progress(formats.number(progress.rows), formats.number(progress.total))}</span>
            <span className="tabular-nums">{formats.percent(percentOf(progress))}</span>
          </div>
          <ProgressBar
            label={words.steps.label}
            value={percentOf(progress)}
            text={words.progress(formats.number(progress.rows), formats.number(progress.total))}
          />
          <p className="mt-3 text-muted">{state === "checking" ? words.checking : words.running}</p>
        </div>
      )}
      {state === "failed" && (
        <Notice look="bad" title={words.states.failed}>
          {value.error !== null && <p>{value.error}</p>}
          <p>{words.failed}</p>
        </Notice>
      )}
      {state === "cancelled" && <Notice look="warn">{words.cancelled}</Notice>}
      {state === "finished" && <Notice look="good">{words.finished}</Notice>}
      <CountList counts={counts} isDone={state !== "checking" && state !== "checked"} />
      {state === "checked" && <p className="text-muted">{words.checkedText}</p>}
      {counts.refused > 0 && !isUnderway(state) && value.hasFile && (
        <RefusedRows key={state} importId={value.id} count={counts.refused} />
      )}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {counts.refused > 0 && !isUnderway(state) && (
          value.hasFile
            ? <Button className="mr-auto" onClick={saveReport}>{words.acts.report}</Button>
            : <p className="mr-auto text-muted">{words.fileGone}</p>
        )}
        {isUnderway(state) && (
          <Button aria-disabled={act.isBusy} onClick={() => run(() => cancelImport(value.id))}>
            {state === "checking" ? words.acts.cancelCheck : words.acts.cancel}
          </Button>
        )}
        {state === "checked" && (
          <>
            <Button onClick={() => setMapping(true)}>{words.acts.toColumns}</Button>
            <Button
              look="primary"
              aria-disabled={act.isBusy}
              onClick={() => run(() => startImport(value.id))}
              data-testid="start-import"
            >
              {words.acts.startCount(formats.number(counts.good))}
            </Button>
          </>
        )}
        {(state === "cancelled" || state === "failed") && value.hasFile && (
          <Button
            look="primary"
            aria-disabled={act.isBusy}
            onClick={() => run(() => startImport(value.id))}
          >
            {words.acts.goOn}
          </Button>
        )}
        {state === "finished" && (
          <>
            <Link to={importPath()} className={buttonClass("plain")}>{words.acts.newImport}</Link>
            <Link to={leadsPath({ ...noFilter, rest: `${rest}` })} className={buttonClass("primary")}>
              {words.acts.seeLeads}
            </Link>
          </>
        )}
      </div>
    </>
  );
}
