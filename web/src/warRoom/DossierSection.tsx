import { type ReactElement, Suspense, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Dossier } from "../api/Dossier.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Section } from "../ui/Section.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

const DossierVersions = lazy(() => import("../files/lead/DossierVersions.tsx"));

interface DossierSectionProps {
  readonly leadId: string;
  readonly dossier: Dossier | null;
  readonly company: string;
}

/** The dossier's PDF in the page, and as a download. */
export function DossierSection({ leadId, dossier, company }: DossierSectionProps): ReactElement {
  const { formats } = useSpeech();
  const words = useWarRoomWords();
  const [areVersionsShown, setVersionsShown] = useState(false);
  if (dossier === null) {
    return (
      <Section title={words.dossier}>
        {/* As high as the dossier: what is below is read and written in while that is made. */}
        <p className={`px-4 py-3 text-muted ${navigator.pdfViewerEnabled ? "min-h-[calc(75vh+2.75rem)]" : ""}`}>
          {words.dossierPending}
        </p>
      </Section>
    );
  }
  const actions = (
    <span className="-mx-2 flex flex-wrap items-center gap-1 md:mx-0">
      <a className={buttonClass("quiet")} href={dossier.url} target="_blank" rel="noopener" data-testid="dossier-open">
        {words.openPDF}
      </a>
      <a
        className={buttonClass("plain")}
        href={dossier.url}
        download={`${company}.pdf`}
        data-testid="dossier-download"
      >
        {words.download}
      </a>
    </span>
  );
  return (
    <Section
      title={words.dossier}
      remark={words.dossierMeta(dossier.pages, formats.size(dossier.byteCount))}
      aside={actions}
    >
      {navigator.pdfViewerEnabled
        ? <DossierFrame key={dossier.id} url={dossier.url} title={words.dossierFrame} />
        : <p className="px-4 py-3 text-muted">{words.noViewer}</p>}
      <details className="border-t border-line" onToggle={(event) => setVersionsShown(event.currentTarget.open)}>
        <summary className="min-h-11 px-4 py-2.5">{words.versions}</summary>
        {areVersionsShown && (
          <Suspense fallback={<div className="h-14" />}>
            <DossierVersions key={dossier.id} leadId={leadId} />
          </Suspense>
        )}
      </details>
    </Section>
  );
}

/** Keeps the address that the dossier was first shown with: a renewed signature must not throw the reader to page one. */
function DossierFrame({ url, title }: { readonly url: string; readonly title: string }): ReactElement {
  const [shown] = useState(url);
  return (
    // oxlint-disable-next-line react/iframe-missing-sandbox -- a sandbox switches the browser's PDF viewer off
    <iframe
      src={`${shown}#navpanes=0`}
      title={title}
      data-testid="dossier-frame"
      className="block h-[75vh] w-full rounded-b-[0.625rem]"
    />
  );
}
