import type { ReactElement } from "react";
import { type JobsPlace, leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { JobPage } from "./job/JobPage.tsx";
import { JobListPage } from "./list/JobListPage.tsx";
import { QueuesPage } from "./queues/QueuesPage.tsx";
import { SchedulesPage } from "./schedules/SchedulesPage.tsx";
import { useWords } from "./words/useWords.ts";

/** The pages about jobs, for those who may see what jobs hold: loaded when one is first opened. */
export default function JobsPages({ place }: { readonly place: JobsPlace }): ReactElement {
  const { permissions } = useSession();
  if (!permissions.includes("jobs.read")) return <Refusal />;
  const canManage = permissions.includes("jobs.manage");
  switch (place.view) {
    case "queues":
      return <QueuesPage canManage={canManage} />;
    case "list":
      return <JobListPage filter={place.filter} canManage={canManage} />;
    case "job":
      return <JobPage key={place.jobId} jobId={place.jobId} canManage={canManage} />;
    case "schedules":
      return <SchedulesPage canManage={canManage} />;
  }
}

function Refusal(): ReactElement {
  const words = useWords();
  useTitle(words.title);
  return (
    <PageMessage title={words.refusedTitle}>
      <p>{words.refusedText}</p>
      <Link to={leadsPath()} className={buttonClass("plain")}>{words.refusedBack}</Link>
    </PageMessage>
  );
}
