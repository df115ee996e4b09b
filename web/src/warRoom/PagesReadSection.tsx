import type { ReactElement } from "react";
import type { PageRead } from "../api/Analysis.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** The pages that were asked for; folded, since few want to know. */
export function PagesReadSection({ pages }: { readonly pages: readonly PageRead[] }): ReactElement | null {
  const { formats } = useSpeech();
  const warRoom = useWarRoomWords();
  if (pages.length === 0) return null;
  return (
    <details className="panel group min-w-0">
      <summary className="flex min-h-11 items-center justify-between gap-3 rounded-[0.625rem] px-4 font-semibold marker:content-none [&::-webkit-details-marker]:hidden">
        {warRoom.pages(pages.length)}
        <span aria-hidden="true" className="text-muted transition-transform group-open:rotate-90">›</span>
      </summary>
      <ul className="border-t border-line py-1">
        {pages.map((page) => (
          <li key={page.url} className="px-4 py-1.5">
            <p className="truncate">{page.title ?? ""}</p>
            <p className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
              <ExternalLink address={page.url} />
              <span className={page.status >= 400 ? "text-bad" : ""}>{page.status} · {formats.size(page.bytes)}</span>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
