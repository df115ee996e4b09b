import type { ReactElement } from "react";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { parseErrorFilter } from "./errorFilter.ts";
import { ErrorGroupPage } from "./group/ErrorGroupPage.tsx";
import { ErrorListPage } from "./list/ErrorListPage.tsx";
import { useWords } from "./words/useWords.ts";

/** The errors of the workspace’s programs, or one of them: loaded when one is first opened. */
export default function ErrorsPages(
  { id, search }: { readonly id: string | null; readonly search: string },
): ReactElement {
  const { permissions } = useSession();
  if (!permissions.includes("errors.read")) return <Refusal />;
  return id === null
    ? <ErrorListPage filter={parseErrorFilter(search)} />
    : <ErrorGroupPage key={id} id={id} canManage={permissions.includes("errors.manage")} />;
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
