import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import type { Page, Pages } from "./usePages.ts";

/** Asks for the next page of a list; nothing at its end. */
export function MoreButton(
  { pages }: { readonly pages: Pick<Pages<unknown, Page<unknown>>, "next" | "isLoadingMore" | "loadMore"> },
): ReactElement | null {
  const { leads } = useSpeech().messages;
  if (pages.next === null) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button look="quiet" aria-disabled={pages.isLoadingMore} onClick={pages.loadMore}>
        {pages.isLoadingMore ? `${leads.more}…` : leads.more}
      </Button>
    </div>
  );
}
