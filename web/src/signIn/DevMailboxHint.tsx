import type { ReactElement } from "react";
import { devMailboxPath } from "../app/Route.ts";
import { Notice } from "../ui/Notice.tsx";
import { useWords } from "./words/useWords.ts";

/** Where the code is found on a node that sends no mail. */
export function DevMailboxHint(): ReactElement {
  const words = useWords().signIn;
  return (
    <div className="mt-4">
      <Notice look="plain">
        {words.devMailbox}{" "}
        <a href={devMailboxPath} target="_blank" rel="noopener" className="text-accent underline underline-offset-2">
          {words.openMailbox}
        </a>
      </Notice>
    </div>
  );
}
