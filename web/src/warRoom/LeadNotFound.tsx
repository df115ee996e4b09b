import type { ReactElement } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { warRoomPath } from "../app/Route.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** Stands for a lead that is not there: it never was, or it is in another one by now. */
export function LeadNotFound(
  { failure, backTo }: { readonly failure: ApiFailure; readonly backTo: string },
): ReactElement {
  const words = useWarRoomWords();
  const { acts } = useWords();
  const { into } = failure.problem;
  const isMerged = failure.code === "lead_merged" && typeof into === "string";
  return (
    <PageMessage title={isMerged ? acts.mergedTitle : words.notFoundTitle}>
      <p>{isMerged ? acts.mergedText : words.notFoundText}</p>
      <div className="flex flex-wrap gap-2">
        {isMerged && <Link to={warRoomPath(into)} className={buttonClass("primary")}>{acts.mergedOpen}</Link>}
        <Link to={backTo} className={buttonClass("plain")}>{words.back}</Link>
      </div>
    </PageMessage>
  );
}
