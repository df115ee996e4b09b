import type { ReactElement } from "react";
import { devMailboxPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Notice } from "../ui/Notice.tsx";

/** Where the code is found on a node that sends no mail. */
export function DevMailboxHint(): ReactElement {
  const words = useSpeech().messages.signIn;
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
