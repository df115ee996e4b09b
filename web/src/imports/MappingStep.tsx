import { type ReactElement, useRef, useState } from "react";
import { changeImport, checkImport, type ImportChange, type LeadImport } from "../api/imports.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Section } from "../ui/Section.tsx";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useAct } from "../ui/useAct.ts";
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
  const act = useAct();
  const checking = useAct();
  // What was chosen shows at once; the node's answers to earlier choices must not take it back.
  const [mapping, setMapping] = useState(value.mapping);
  const [options, setOptions] = useState(value.options);
  const waiting = useRef<Promise<unknown>>(Promise.resolve());
  // Choices follow one another faster than the page is told of them: each is based on the answer to the one before.
  const answered = useRef(value);
  const store = (change: ImportChange): Promise<unknown> => {
    const next = waiting.current.then(() =>
      act.run(async () => {
        const base = value.version > answered.current.version ? value : answered.current;
        const stored = await changeImport(base, change);
        answered.current = stored;
        // Another header makes other names and samples, and perhaps other guesses.
        if (change.hasHeader !== undefined) setMapping(stored.mapping);
        onChanged(stored);
      })
    );
    waiting.current = next;
    return next;
  };
  const isReady = canNameLeads(mapping);
  const check = () =>
    checking.run(async () => {
      await waiting.current;
      onChanged(await checkImport(value.id));
    });
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
      {(act.failure ?? checking.failure) !== null && (
        <FailureNotice failure={act.failure ?? checking.failure ?? neverFailed()} />
      )}
      <div className="flex justify-end">
        <Button look="primary" aria-disabled={!isReady || checking.isBusy} onClick={() => isReady && void check()}>
          {checking.isBusy ? shell.working : words.acts.check}
        </Button>
      </div>
    </>
  );
}

function neverFailed(): never {
  throw new Error("one of both is there");
}
