import type { ReactElement } from "react";
import type { ErrorBreadcrumb } from "../../api/errors.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { logTime } from "../../jobs/timeText.ts";
import { Section } from "../../ui/Section.tsx";
import { useWords } from "../words/useWords.ts";
import { crumbLine } from "./crumbLine.ts";

/** What happened before it, the newest first. */
export function CrumbsSection({ breadcrumbs }: { readonly breadcrumbs: readonly ErrorBreadcrumb[] }): ReactElement {
  const words = useWords().group;
  const { language } = useSpeech();
  return (
    <Section title={words.breadcrumbs}>
      {breadcrumbs.length === 0 ? <p className="px-4 py-3 text-muted">{words.noBreadcrumbs}</p> : (
        <ol
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={words.breadcrumbs}
          className="max-h-80 divide-y divide-line overflow-y-auto font-mono text-xs -outline-offset-2"
          data-testid="crumbs"
        >
          {breadcrumbs.toReversed().map((crumb, index) => {
            const { at = null } = crumb;
            return (
              <li
                // oxlint-disable-next-line react/no-array-index-key -- two may be alike in all that they say
                key={index}
                className="grid gap-x-3 px-4 py-1.5 md:grid-cols-[6.5rem_7rem_minmax(0,1fr)]"
              >
                <span className="flex gap-3 text-muted md:contents">
                  <span className="tabular-nums">{at === null ? "" : logTime(at, language)}</span>
                  <span className="wrap-anywhere">{crumb.category ?? ""}</span>
                </span>
                <span className={`min-w-0 wrap-anywhere ${looks[crumb.level ?? ""] ?? ""}`}>{crumbLine(crumb)}</span>
              </li>
            );
          })}
        </ol>
      )}
    </Section>
  );
}

const looks: Readonly<Record<string, string>> = { fatal: "text-bad", error: "text-bad", warning: "text-warn" };
