import type { ReactElement, ReactNode } from "react";
import type { Project } from "../api/projects.ts";
import { pipelinePath, type PipelineView, pipelineViews } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { SettledSelect } from "../ui/SettledSelect.tsx";
import { Tabs } from "../ui/Tabs.tsx";
import { useWords } from "./words/useWords.ts";

interface PipelineFrameProps {
  readonly view: PipelineView;
  readonly projectId: string;
  readonly projects: readonly Project[];
  readonly onProject: (projectId: string) => void;
  readonly children: ReactNode;
}

/** Board, report and stages of a project side by side, and the choice of the project. */
export function PipelineFrame({ view, projectId, projects, onProject, children }: PipelineFrameProps): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const project = projects.find(({ id }) => id === projectId);
  useTitle(project === undefined ? words.title : `${project.name} · ${words.title}`);
  const views = pipelineViews.filter((one) => one !== "stages" || permissions.includes("stages.manage"));
  return (
    <div className={`mx-auto px-4 py-4 ${view === "board" ? "" : "max-w-6xl"}`}>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        {projects.length > 1 && (
          <SettledSelect
            aria-label={words.project}
            className="min-w-0 max-w-full font-medium"
            value={project === undefined ? "" : projectId}
            onChoose={(id) => {
              if (id !== "") onProject(id);
            }}
          >
            {project === undefined && <option value="">–</option>}
            {projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </SettledSelect>
        )}
        <Tabs
          label={words.title}
          tabs={views.map((one) => ({
            path: pipelinePath(one, `?${new URLSearchParams({ project: projectId })}`),
            name: words.views[one],
            isChosen: one === view,
          }))}
        />
      </div>
      {children}
    </div>
  );
}
