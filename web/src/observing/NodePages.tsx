import { type ReactElement, Suspense } from "react";
import { NotFoundPage } from "../app/NotFoundPage.tsx";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { lazy } from "../ui/lazy.ts";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { AlertsPages } from "./alerts/AlertsPages.tsx";
import { HealthPage } from "./health/HealthPage.tsx";
import { LogsPage } from "./logs/LogsPage.tsx";
import { parsePlace } from "./paths.ts";
import { TracePage } from "./traces/TracePage.tsx";
import { TracesPage } from "./traces/TracesPage.tsx";
import { useWords } from "./words/useWords.ts";

const BackupsPage = lazy(() => import("../upkeep/BackupsPage.tsx"));
const MailPage = lazy(() => import("../upkeep/MailPage.tsx"));

/** The pages about the node, for those who run it: loaded when one is first opened. */
export default function NodePages(
  { path, search }: { readonly path: string; readonly search: string },
): ReactElement {
  const { permissions } = useSession();
  if (!permissions.includes("node.read")) return <Refusal />;
  const place = parsePlace(path, search);
  switch (place?.view) {
    case undefined:
      return <NotFoundPage />;
    case "health":
      return <HealthPage />;
    case "alerts":
    case "rules":
    case "targets":
      return <AlertsPages view={place.view} canManage={permissions.includes("node.manage")} />;
    case "logs":
      return <LogsPage filter={place.filter} />;
    case "traces":
      return <TracesPage filter={place.filter} />;
    case "backups":
    case "mail":
      return <Suspense fallback={null}>{place.view === "backups" ? <BackupsPage /> : <MailPage />}</Suspense>;
    case "trace":
      return <TracePage key={place.traceId} traceId={place.traceId} />;
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
