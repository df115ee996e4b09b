import { type ReactElement, useCallback } from "react";
import { listDossiers } from "../../api/files.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { buttonClass } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

/** Every dossier that was written about a lead, the newest first. To be mounted anew when another one is. */
export default function DossierVersions({ leadId }: { readonly leadId: string }): ReactElement {
  const words = useWords().lead;
  const { formats } = useSpeech();
  const fetchVersions = useCallback((signal: AbortSignal) => listDossiers(leadId, signal), [leadId]);
  const fetched = useFetched(fetchVersions);
  return (
    <FetchedList fetched={fetched} lines={1}>
      {(versions) => (
        <ul aria-label={words.versions} className="divide-y divide-line" data-testid="dossier-versions">
          {versions.map((version) => {
            const when = formats.dateTime(version.createdAt);
            return (
              <li
                key={version.id}
                data-testid="dossier-version"
                data-current={version.current}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
              >
                <div className="min-w-0 flex-1 basis-52">
                  <p className="flex flex-wrap items-center gap-2">
                    <time dateTime={version.createdAt}>{when}</time>
                    {version.current && <Badge look="accent">{words.current}</Badge>}
                  </p>
                  <Dotted>
                    <span>{words.pages(version.pages)}</span>
                    <span>{formats.size(version.size)}</span>
                  </Dotted>
                </div>
                <a
                  className={buttonClass("quiet")}
                  href={version.url}
                  target="_blank"
                  rel="noopener"
                  aria-label={words.openOf(when)}
                >
                  {words.open}
                </a>
                <a
                  className={buttonClass("quiet")}
                  href={version.downloadUrl}
                  download
                  aria-label={words.downloadOf(when)}
                >
                  {words.download}
                </a>
              </li>
            );
          })}
        </ul>
      )}
    </FetchedList>
  );
}
