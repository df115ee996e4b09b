import type { ReactElement } from "react";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { ImportPage } from "./ImportPage.tsx";
import { StartPage } from "./StartPage.tsx";
import { useWords } from "./words/useWords.ts";

/** The pages about imports: loaded when one is first opened. */
export default function ImportPages({ importId }: { readonly importId: string | null }): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  useTitle(words.title);
  if (!permissions.includes("leads.import")) {
    return (
      <PageMessage title={words.refusedTitle}>
        <p>{words.refusedText}</p>
        <Link to={leadsPath()} className={buttonClass("plain")}>{words.backToLeads}</Link>
      </PageMessage>
    );
  }
  return importId === null ? <StartPage /> : <ImportPage key={importId} importId={importId} />;
}
