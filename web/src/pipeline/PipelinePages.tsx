import { type ReactElement, Suspense, useCallback } from "react";
import { listProjects } from "../api/projects.ts";
import { navigate } from "../app/navigation.ts";
import { pipelinePath, type PipelineView } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Notice } from "../ui/Notice.tsx";
import { lazy } from "../ui/lazy.ts";
import { useFetched } from "../ui/useFetched.ts";
import { BoardPage } from "./board/BoardPage.tsx";
import { parseBoardSearch } from "./boardFilter.ts";
import { PipelineFrame } from "./PipelineFrame.tsx";
import { useWords } from "./words/useWords.ts";

const ReportPage = lazy(() => import("./report/ReportPage.tsx"));
const StagesPage = lazy(() => import("./stages/StagesPage.tsx"));

interface PipelinePagesProps {
  readonly view: PipelineView;
  readonly search: string;
}

/** The pages about the pipeline of a project: loaded when one is first opened. */
export default function PipelinePages({ view, search }: PipelinePagesProps): ReactElement {
  const words = useWords();
  const { messages } = useSpeech();
  const session = useSession();
  const projects = useFetched(listProjects);
  const known = projects.value ?? [];
  const projectId = parseBoardSearch(search).projectId ?? session.project.id;
  const project = known.find(({ id }) => id === projectId) ?? null;
  const choose = useCallback(
    (id: string) => navigate(pipelinePath(view, `?${new URLSearchParams({ project: id })}`)),
    [view],
  );
  return (
    <PipelineFrame view={view} projectId={projectId} projects={known} onProject={choose}>
      {projects.failure !== null && (
        <FailureNotice failure={projects.failure}>
          <Button onClick={() => void projects.reload()}>{messages.failure.retry}</Button>
        </FailureNotice>
      )}
      {projects.value !== null && project === null && (
        <Notice look="plain" title={words.noProjectTitle}>
          <p>{words.noProjectText}</p>
        </Notice>
      )}
      {project !== null && view === "board" && <BoardPage key={project.id} projectId={project.id} search={search} />}
      <Suspense fallback={null}>
        {project !== null && view === "report" && (
          <ReportPage
            key={project.id}
            projectId={project.id}
            search={search}
          />
        )}
        {project !== null && view === "stages" && <StagesPage key={project.id} projectId={project.id} />}
      </Suspense>
    </PipelineFrame>
  );
}
