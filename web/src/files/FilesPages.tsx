import type { ReactElement } from "react";
import type { FilesPlace } from "../api/FilesPlace.ts";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { BucketsPage } from "./buckets/BucketsPage.tsx";
import { FolderPage } from "./list/FolderPage.tsx";
import { TrashPage } from "./trash/TrashPage.tsx";
import { useWords } from "./words/useWords.ts";

/** The pages about files: loaded when one is first opened. */
export default function FilesPages({ place }: { readonly place: FilesPlace }): ReactElement {
  const { permissions } = useSession();
  if (!permissions.includes("files.read")) return <Refusal />;
  switch (place.view) {
    case "buckets":
      return <BucketsPage />;
    case "folder":
      return <FolderPage key={place.bucket} place={place} />;
    case "trash":
      return <TrashPage />;
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
