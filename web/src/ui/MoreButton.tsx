import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import type { Page } from "./PageList.ts";
import type { Pages } from "./usePages.ts";

interface MoreButtonProps {
  readonly pages: Pick<Pages<unknown, Page<unknown>>, "next" | "isLoadingMore" | "loadMore">;
  readonly text?: string;
}

/** Asks for the next page of a list; nothing at its end. */
export function MoreButton({ pages, text }: MoreButtonProps): ReactElement | null {
  const { leads } = useSpeech().messages;
  const shown = text ?? leads.more;
  if (pages.next === null) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button look="quiet" aria-disabled={pages.isLoadingMore} onClick={pages.loadMore}>
        {pages.isLoadingMore ? `${shown}…` : shown}
      </Button>
    </div>
  );
}
