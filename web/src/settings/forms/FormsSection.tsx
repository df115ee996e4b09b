import { type ReactElement, useState } from "react";
import { changeForm, deleteForm, type LeadForm, listForms } from "../../api/forms.ts";
import { listProjects } from "../../api/projects.ts";
import type { Session } from "../../api/Session.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Section } from "../../ui/Section.tsx";
import { SecretText } from "../../ui/SecretText.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { embedCode } from "./formDraft.ts";
import { FormFormDialog } from "./FormFormDialog.tsx";

/** The public forms: what they ask for, where they may stand, and how they get there. */
export default function FormsSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().forms;
  const fetched = useFetched(listForms);
  const projects = useFetched(listProjects);
  const act = useAct();
  const [edited, setEdited] = useState<LeadForm | "new" | null>(null);
  const [doomed, setDoomed] = useState<LeadForm | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const switchTo = (form: LeadForm, enabled: boolean) =>
    void act.run(async () => {
      await changeForm(form, { enabled });
      await fetched.reload();
    });
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <Section title={words.list} aside={<Button onClick={() => setEdited("new")}>{words.create}</Button>}>
        <FetchedList fetched={fetched}>
          {(forms) =>
            forms.length === 0
              ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
              : (
                <ul className="divide-y divide-line" data-testid="forms">
                  {forms.map((form) => (
                    <li key={form.id} data-testid="form" className="flex flex-col gap-2 px-4 py-3">
                      <div className="flex flex-wrap items-start gap-2">
                        <FormAbout
                          form={form}
                          project={projects.value?.find(({ id }) => id === form.projectId)?.name ?? null}
                        />
                        <Button
                          aria-label={words.showLabel(form.name)}
                          aria-expanded={shown === form.id}
                          onClick={() => setShown(shown === form.id ? null : form.id)}
                        >
                          {words.show}
                        </Button>
                        <Menu
                          label={words.actions(form.name)}
                          items={[
                            { label: words.edit, onChoose: () => setEdited(form) },
                            {
                              label: form.enabled ? words.switchOff : words.switchOn,
                              onChoose: () => switchTo(form, !form.enabled),
                            },
                            { label: words.delete, isDangerous: true, onChoose: () => setDoomed(form) },
                          ]}
                        />
                      </div>
                      {shown === form.id && (
                        <div className="flex flex-col gap-3">
                          <SecretText label={words.link} text={`${location.origin}${form.path}`} isSecret={false} />
                          <SecretText
                            label={words.embed}
                            text={embedCode(`${location.origin}${form.path}`, form.name)}
                            isSecret={false}
                          />
                        </div>
                      )}
                    </li>
                  ))}
                </ul>
              )}
        </FetchedList>
      </Section>
      {edited !== null && (
        <FormFormDialog
          form={edited === "new" ? null : edited}
          projects={projects.value ?? []}
          session={session}
          onSaved={fetched.reload}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <ConfirmDialog
          title={words.deleteTitle(doomed.name)}
          text={words.deleteText}
          verb={words.deleteVerb}
          onConfirm={async () => {
            await deleteForm(doomed);
            await fetched.reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
}

function FormAbout({ form, project }: { readonly form: LeadForm; readonly project: string | null }): ReactElement {
  const words = useWords().forms;
  const { formats } = useSpeech();
  return (
    <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
      <p className="flex flex-wrap items-center gap-2 font-medium break-words">
        {form.name}
        {!form.enabled && <Badge look="warn">{words.off}</Badge>}
      </p>
      <Dotted>
        {project !== null && <span>{project}</span>}
        <span>{form.fields.map(({ name }) => words.fieldNames[name]).join(", ")}</span>
        <span>{words.received(formats.number(form.received), formats.number(form.refusedAsSpam))}</span>
        {form.origins.map((origin) => <span key={origin}>{origin}</span>)}
      </Dotted>
    </div>
  );
}
