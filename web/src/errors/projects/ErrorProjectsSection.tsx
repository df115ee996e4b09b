import { type ReactElement, useState } from "react";
import { deleteErrorProject, type ErrorProject, listErrorProjects, renewErrorKey } from "../../api/errorProjects.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { ErrorProjectDialog } from "./ErrorProjectDialog.tsx";
import { ErrorProjectRow, type ProjectAct } from "./ErrorProjectRow.tsx";

type Question = { readonly what: ProjectAct; readonly project: ErrorProject } | { readonly what: "create" };

/** The programs whose errors come here, and the addresses by which they report. */
export default function ErrorProjectsSection(): ReactElement {
  const words = useWords().projects;
  const fetched = useFetched(listErrorProjects);
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, setSaid] = useState("");
  const [key, setKey] = useState(newIdempotencyKey);
  const done = async (text: string) => {
    setSaid(text);
    await fetched.reload();
  };
  const close = () => setQuestion(null);
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      <p role="status" className="text-good empty:hidden" data-testid="said">{said}</p>
      <Section
        title={words.title}
        aside={<Button onClick={() => setQuestion({ what: "create" })}>{words.create}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(projects) =>
            projects.length === 0
              ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
              : (
                <ul className="divide-y divide-line" data-testid="error-projects">
                  {projects.map((project) => (
                    <ErrorProjectRow
                      key={project.id}
                      project={project}
                      onAct={(what) => setQuestion({ what, project })}
                    />
                  ))}
                </ul>
              )}
        </FetchedList>
      </Section>
      {(question?.what === "create" || question?.what === "edit") && (
        <ErrorProjectDialog
          project={question.what === "edit" ? question.project : null}
          onSaved={() => done(question.what === "edit" ? words.saved : words.created)}
          onStale={fetched.reload}
          onClose={close}
        />
      )}
      {question?.what === "renew" && (
        <ConfirmDialog
          title={words.renewTitle(question.project.name)}
          text={words.renewText}
          verb={words.renew}
          onConfirm={async () => {
            await renewErrorKey(question.project, key);
            setKey(newIdempotencyKey());
            await done(words.renewed);
          }}
          onClose={close}
        />
      )}
      {question?.what === "remove" && (
        <ConfirmDialog
          title={words.removeTitle(question.project.name)}
          text={words.removeText}
          verb={words.remove}
          onConfirm={async () => {
            await deleteErrorProject(question.project);
            await done(words.removed);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
