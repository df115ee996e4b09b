import { type ReactElement, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { changeImport, checkImport, type ImportChange, type LeadImport } from "../api/imports.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Section } from "../ui/Section.tsx";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { failureOf } from "../ui/failureOf.ts";
import { useAct } from "../ui/useAct.ts";
import { WorkQueue } from "../ui/WorkQueue.ts";
import { ColumnTable } from "./ColumnTable.tsx";
import { canNameLeads, withMeaning } from "./importSteps.ts";
import { OptionFields } from "./OptionFields.tsx";
import { PreviewTable } from "./PreviewTable.tsx";
import { useWords } from "./words/useWords.ts";

interface MappingStepProps {
  readonly value: LeadImport;
  readonly onChanged: (value: LeadImport) => void;
}

/** What each column is and how rows become leads; each choice is stored as it is made. */
export function MappingStep({ value, onChanged }: MappingStepProps): ReactElement {
  const words = useWords();
  const { shell } = useSpeech().messages;
  const checking = useAct();
  // What was chosen shows at once; the node's answers to earlier choices must not take it back.
  const [mapping, setMapping] = useState(value.mapping);
  const [options, setOptions] = useState(value.options);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  // One choice after the other, each based on the answer to the one before.
  const [choices] = useState(() => new WorkQueue());
  const answered = useRef(value);
  const isLastStored = useRef(Promise.resolve(true));
  const store = (change: ImportChange): Promise<boolean> => {
    isLastStored.current = choices.add(async () => {
      try {
        const base = value.version > answered.current.version ? value : answered.current;
        const answer = await changeImport(base, change);
        answered.current = answer;
        setFailure(null);
        // Another header makes other names and samples, and perhaps other guesses.
        if (change.hasHeader !== undefined) setMapping(answer.mapping);
        onChanged(answer);
        return true;
      } catch (error) {
        setFailure(failureOf(error));
        return false;
      }
    });
    return isLastStored.current;
  };
  const isReady = canNameLeads(mapping);
  const check = () =>
    checking.run(async () => {
      // What is checked is what stands here.
      if (!(await isLastStored.current) && !(await store({ mapping, options }))) return;
      onChanged(await checkImport(value.id));
    });
  const shown = failure ?? checking.failure;
  return (
    <>
      <Section title={words.columns.title}>
        <label className="flex min-h-11 items-center gap-2.5 border-b border-line px-4">
          <input
            type="checkbox"
            aria-label={words.file.header}
            className="size-4 shrink-0"
            checked={value.hasHeader}
            onChange={(event) => void store({ hasHeader: event.target.checked })}
          />
          <span>{words.file.header}</span>
        </label>
        <ColumnTable
          columns={value.columns}
          mapping={mapping}
          onMeaning={(column, field) => {
            const next = withMeaning(mapping, column, field);
            setMapping(next);
            void store({ mapping: next });
          }}
        />
        {!isReady && <p role="alert" className="border-t border-line px-4 py-3 text-warn">{words.columns.needsName}</p>}
      </Section>
      <Section title={words.options.title}>
        <OptionFields
          columns={value.columns}
          options={options}
          onChange={(change) => {
            setOptions({ ...options, ...change });
            void store({ options: change });
          }}
        />
      </Section>
      <PreviewTable importId={value.id} version={value.version} columns={value.columns} mapping={mapping} />
      {shown !== null && <FailureNotice failure={shown} />}
      <div className="flex justify-end">
        <Button look="primary" aria-disabled={!isReady || checking.isBusy} onClick={() => isReady && void check()}>
          {checking.isBusy ? shell.working : words.acts.check}
        </Button>
      </div>
    </>
  );
}
