import { type ReactElement, useCallback, useState } from "react";
import {
  archiveProject,
  deleteProject,
  listProjects,
  listPutAway,
  makeDefaultProject,
  type Project,
  restoreProject,
} from "../../api/projects.ts";
import { noFilter } from "../../api/LeadFilter.ts";
import { leadsPath } from "../../app/Route.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { ProjectDialog } from "./ProjectDialog.tsx";

async function fetchPutAway(signal: AbortSignal): Promise<readonly Project[]> {
  const [archived, trash] = await Promise.all([listPutAway("archived", signal), listPutAway("trash", signal)]);
  return [...archived, ...trash];
}

/** The projects: those in use, those put away, and what becomes of leads that are there twice. */
export default function ProjectsSection(): ReactElement {
  const words = useWords().projects;
  const active = useFetched(listProjects);
  const putAway = useFetched(fetchPutAway);
  const act = useAct();
  const [edited, setEdited] = useState<Project | "new" | null>(null);
  const [doomed, setDoomed] = useState<Project | null>(null);
  const [said, setSaid] = useState("");
  const { reload: reloadActive } = active;
  const { reload: reloadPutAway } = putAway;
  const reload = useCallback(async () => {
    await Promise.all([reloadActive(), reloadPutAway()]);
  }, [reloadActive, reloadPutAway]);
  const run = (work: () => Promise<unknown>) =>
    void act.run(async () => {
      setSaid("");
      await work();
      await reload();
    });
  const itemsFor = (project: Project): MenuItem[] => {
    const edit = { label: words.edit, onChoose: () => setEdited(project) };
    if (project.isDefault) return [edit];
    return [
      edit,
      { label: words.makeDefault, onChoose: () => run(() => makeDefaultProject(project)) },
      { label: words.archive, onChoose: () => run(() => archiveProject(project, true)) },
      { label: words.delete, isDangerous: true, onChoose: () => setDoomed(project) },
    ];
  };
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      <div role="status" className="empty:hidden">
        {act.failure !== null
          ? <FailureNotice failure={act.failure} />
          : said !== "" && <p className="text-good">{said}</p>}
      </div>
      <Section
        title={words.list}
        aside={<Button onClick={() => setEdited("new")}>{words.create}</Button>}
      >
        <FetchedList fetched={active}>
          {(projects) => (
            <ul className="divide-y divide-line" data-testid="projects">
              {projects.map((project) => (
                <li key={project.id} data-testid="project" className="flex items-start gap-3 px-4 py-3">
                  <div className="flex min-w-0 flex-1 flex-col gap-1">
                    <p className="flex flex-wrap items-center gap-2 font-medium break-words">
                      {project.name}
                      {project.isDefault && <Badge look="accent">{words.default}</Badge>}
                    </p>
                    {project.description !== null && <p className="break-words text-muted">{project.description}</p>}
                    <Dotted>
                      <span>{words.policies[project.duplicatePolicy]}</span>
                      {project.isDefault && <span>{words.defaultAbout}</span>}
                      <Link
                        to={leadsPath({ ...noFilter, rest: `project=${project.id}` })}
                        className="text-accent underline"
                      >
                        {words.showLeads}
                      </Link>
                    </Dotted>
                  </div>
                  <Menu label={words.actions(project.name)} items={itemsFor(project)} />
                </li>
              ))}
            </ul>
          )}
        </FetchedList>
      </Section>
      <Section title={words.putAway}>
        <FetchedList fetched={putAway} lines={1}>
          {(projects) =>
            projects.length === 0
              ? <p className="px-4 py-3 text-muted">{words.nothingPutAway}</p>
              : (
                <ul className="divide-y divide-line">
                  {projects.map((project) => (
                    <li key={project.id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
                      <p className="flex min-w-0 flex-wrap items-center gap-2 break-words">
                        {project.name}
                        <Badge look={project.deletedAt === null ? "plain" : "warn"}>
                          {project.deletedAt === null ? words.archived : words.inTrash}
                        </Badge>
                      </p>
                      <Button
                        aria-label={words.restoreLabel(project.name)}
                        onClick={() =>
                          run(() =>
                            project.deletedAt === null ? archiveProject(project, false) : restoreProject(project)
                          )}
                      >
                        {project.deletedAt === null ? words.unarchive : words.restore}
                      </Button>
                    </li>
                  ))}
                </ul>
              )}
        </FetchedList>
      </Section>
      {edited !== null && (
        <ProjectDialog
          project={edited === "new" ? null : edited}
          onSaved={(project) => {
            setSaid(words.done(project.name));
            return reload();
          }}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <ConfirmDialog
          title={words.deleteTitle(doomed.name)}
          text={words.deleteText}
          verb={words.deleteVerb}
          onConfirm={async () => {
            await deleteProject(doomed);
            await reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
}
