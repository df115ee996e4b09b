import { type DragEvent, type FormEvent, type ReactElement, useRef, useState } from "react";
import { type LeadImport, listImports, pasteImport, uploadImport } from "../api/imports.ts";
import { listProjects } from "../api/projects.ts";
import { navigate } from "../app/navigation.ts";
import { importPath, leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { Section } from "../ui/Section.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

/** Where an import begins, by a file or a list, and those that were begun. */
export function StartPage(): ReactElement {
  const words = useWords();
  const session = useSession();
  const projects = useFetched(listProjects);
  const act = useAct();
  const sending = useRef<AbortController | null>(null);
  const [project, setProject] = useState(session.project.id);
  const begin = (make: (signal: AbortSignal) => Promise<LeadImport>) =>
    act.run(async () => {
      const controller = new AbortController();
      sending.current = controller;
      try {
        navigate(importPath((await make(controller.signal)).id));
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      }
    });
  const options = (projects.value ?? []).filter(({ archivedAt }) => archivedAt === null);
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4 px-4 py-4 md:py-6">
      <div>
        <Link to={leadsPath()} className="inline-flex items-center gap-1 rounded text-muted hover:text-ink">
          <span aria-hidden="true">‹</span>
          {words.backToLeads}
        </Link>
        <h1 tabIndex={-1} className="mt-1 text-xl font-semibold">{words.title}</h1>
        <p className="mt-1 text-muted">{words.start.intro}</p>
      </div>
      {options.length > 1 && (
        <SelectField
          name="project"
          label={words.start.project}
          className="max-w-sm"
          value={project}
          onChange={setProject}
          options={options.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      {act.isBusy
        ? (
          <div role="status" className="panel flex items-center justify-between gap-3 px-4 py-8">
            <span className="animate-breathe">{words.start.sending}</span>
            <Button onClick={() => sending.current?.abort()}>{words.start.cancel}</Button>
          </div>
        )
        : (
          <div className="grid gap-4 md:grid-cols-2">
            <FilePlace onFile={(file) => void begin((signal) => uploadImport(file, project, signal))} />
            <PastePlace onText={(text) => void begin((signal) => pasteImport(text, project, signal))} />
          </div>
        )}
      <EarlierImports />
    </div>
  );
}

function FilePlace({ onFile }: { readonly onFile: (file: File) => void }): ReactElement {
  const words = useWords().start;
  const field = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined) onFile(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping a file is a second way; the button is the first
    <div
      data-own-drop=""
      className={`panel flex min-h-56 flex-col items-center justify-center gap-2 border-dashed! border-edge! p-4 text-center ${
        isOver ? "bg-accent-soft!" : ""
      }`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p className="font-semibold max-md:hidden">{words.drop}</p>
      <p className="max-w-xs text-muted">{words.dropAbout}</p>
      <Button look="primary" className="mt-2" onClick={() => field.current?.click()}>{words.choose}</Button>
      <input
        ref={field}
        type="file"
        aria-label={words.choose}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        data-testid="import-file"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}

function PastePlace({ onText }: { readonly onText: (text: string) => void }): ReactElement {
  const words = useWords().start;
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === "");
    if (text.trim() !== "") onText(text);
  };
  return (
    <form noValidate onSubmit={submit} className="panel flex min-h-56 flex-col gap-3 p-4">
      <TextField
        name="list"
        label={words.paste}
        placeholder={words.pasteHint}
        rows={6}
        value={text}
        onChange={setText}
        fault={isMissing && text.trim() === "" ? words.pasteRequired : undefined}
      />
      <Button type="submit" className="self-end">{words.pasteVerb}</Button>
    </form>
  );
}

function EarlierImports(): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const fetched = useFetched(listImports);
  return (
    <Section title={words.start.earlier}>
      <FetchedList fetched={fetched}>
        {(imports) =>
          imports.length === 0
            ? <p className="px-4 py-3 text-muted">{words.start.none}</p>
            : (
              <ul className="divide-y divide-line" data-testid="imports">
                {imports.map((one) => (
                  <li key={one.id}>
                    <Link
                      to={importPath(one.id)}
                      aria-label={words.start.open(one.fileName)}
                      className="flex items-center justify-between gap-3 px-4 py-2 -outline-offset-2 hover:bg-sunken"
                    >
                      <span className="min-w-0">
                        <span className="block truncate font-medium">{one.fileName}</span>
                        <Dotted>
                          <span>
                            {words.file.about(formats.number(one.progress.total), formats.size(one.byteCount))}
                          </span>
                          <span>{formats.ago(one.createdAt, now)}</span>
                          <span>{words.start.by(one.createdByName)}</span>
                        </Dotted>
                      </span>
                      <Badge look={one.state === "failed" ? "warn" : one.state === "finished" ? "plain" : "accent"}>
                        {words.states[one.state]}
                      </Badge>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
      </FetchedList>
    </Section>
  );
}
