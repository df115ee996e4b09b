import type { ReactElement, ReactNode } from "react";
import type { Project } from "../api/projects.ts";
import { pipelinePath, type PipelineView, pipelineViews } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { Link } from "../ui/Link.tsx";
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
          <select
            aria-label={words.project}
            className="control min-w-0 max-w-full font-medium"
            value={project === undefined ? "" : projectId}
            onChange={(event) => event.target.value !== "" && onProject(event.target.value)}
          >
            {project === undefined && <option value="">–</option>}
            {projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        )}
        <nav aria-label={words.title} className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
          {views.map((one) => (
            <Link
              key={one}
              to={pipelinePath(one, `?${new URLSearchParams({ project: projectId })}`)}
              aria-current={one === view ? "page" : undefined}
              className="inline-flex min-h-7 items-center rounded-md px-2.5 text-muted hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
            >
              {words.views[one]}
            </Link>
          ))}
        </nav>
      </div>
      {children}
    </div>
  );
}
