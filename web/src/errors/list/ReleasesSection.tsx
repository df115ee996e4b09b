import { type ReactElement, useCallback } from "react";
import { type ErrorRelease, listErrorReleases } from "../../api/errors.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

/** As many as one looks at. */
const SHOWN_MAX = 10;

/** How often programs crash, by release; nothing as long as none reports its sessions. */
export function ReleasesSection({ project }: { readonly project: string }): ReactElement | null {
  const words = useWords().releases;
  const releases =
    useFetched(useCallback((signal: AbortSignal) => listErrorReleases(project, signal), [project])).value;
  if (releases === null || releases.length === 0) return null;
  return (
    <Section title={words.title} remark={words.remark}>
      <div className="overflow-x-auto">
        <table className="w-full text-left text-xs" data-testid="releases">
          <thead className="text-muted">
            <tr>
              {[words.release, words.project].map((name) => (
                <th key={name} scope="col" className="px-4 py-1.5 font-normal">{name}</th>
              ))}
              {[words.sessions, words.crashed, words.crashFreeSessions, words.crashFreePeople].map((name) => (
                <th key={name} scope="col" className="px-4 py-1.5 text-right font-normal">{name}</th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {releases.slice(0, SHOWN_MAX).map((release) => (
              <ReleaseRow key={`${release.project.id} ${release.release}`} release={release} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function ReleaseRow({ release }: { readonly release: ErrorRelease }): ReactElement {
  const { formats, language } = useSpeech();
  // Rounded down, as the node does: one crash never shows as none.
  const rate = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
  const share = (value: number | null | undefined) => typeof value === "number" ? rate.format(value) : "–";
  return (
    <tr>
      <th scope="row" className="min-w-40 px-4 py-1.5 font-mono font-normal wrap-anywhere">{release.release}</th>
      <td className="px-4 py-1.5">{release.project.name}</td>
      <td className="px-4 py-1.5 text-right tabular-nums">{formats.number(release.sessions)}</td>
      <td className="px-4 py-1.5 text-right tabular-nums">{formats.number(release.crashed)}</td>
      <td className="px-4 py-1.5 text-right tabular-nums">{share(release.crashFreeSessions)}</td>
      <td className="px-4 py-1.5 text-right tabular-nums">{share(release.crashFreePeople)}</td>
    </tr>
  );
}
