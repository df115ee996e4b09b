import type { ReactElement, ReactNode } from "react";
import { settingsPath, type SettingsSection } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { ownSections, visibleSections } from "./sections.ts";
import { useWords } from "./words/useWords.ts";

interface SettingsFrameProps {
  /** Null at the settings as such: a wide screen shows the first section there, a narrow one the list. */
  readonly chosen: SettingsSection | null;
  readonly children: ReactNode;
}

/** The list of sections beside the chosen one; on a phone one or the other. */
export function SettingsFrame({ chosen, children }: SettingsFrameProps): ReactElement {
  const words = useWords();
  const session = useSession();
  const visible = visibleSections(session.permissions);
  const shown = chosen ?? "profile";
  useTitle(chosen === null ? words.title : words.sections[chosen]);
  const groups = [
    { title: words.you, sections: visible.filter((section) => ownSections.includes(section)) },
    { title: session.workspace.name, sections: visible.filter((section) => !ownSections.includes(section)) },
  ];
  return (
    <div className="mx-auto max-w-6xl gap-8 px-4 py-4 md:grid md:grid-cols-[13rem_minmax(0,1fr)] md:py-6">
      <nav aria-label={words.title} className={chosen === null ? "" : "max-md:hidden"}>
        <h1 tabIndex={-1} className={`mb-3 text-xl font-semibold ${chosen === null ? "md:hidden" : "hidden"}`}>
          {words.title}
        </h1>
        {groups.map(({ title, sections }) =>
          sections.length > 0 && (
            <div key={title} className="mb-4">
              <p className="mb-1 truncate px-3 text-xs text-muted">{title}</p>
              <ul className="flex flex-col gap-0.5 max-md:panel max-md:divide-y max-md:divide-line max-md:gap-0">
                {sections.map((section) => (
                  <li key={section}>
                    <Link
                      to={settingsPath(section)}
                      aria-current={section === shown ? "page" : undefined}
                      className="flex min-h-9 flex-col justify-center px-3 font-medium max-md:min-h-14 md:rounded-lg md:text-muted md:hover:bg-sunken md:aria-[current=page]:bg-sunken md:aria-[current=page]:text-ink"
                    >
                      {words.sections[section]}
                      <span className="text-xs font-normal text-muted md:hidden">{words.abouts[section]}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        )}
      </nav>
      <div className={`min-w-0 ${chosen === null ? "max-md:hidden" : ""}`}>
        <Link to={settingsPath()} className={`${buttonClass("quiet")} -ml-3 mb-1 md:hidden`}>
          <span aria-hidden="true">‹</span> {words.all}
        </Link>
        <h1 tabIndex={-1} className="mb-3 text-xl font-semibold">{words.sections[shown]}</h1>
        <div className="flex flex-col gap-4">{children}</div>
      </div>
    </div>
  );
}
