import { type ReactElement, useState } from "react";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useWords } from "../words/useWords.ts";
import type { PreviewKind } from "./previewKind.ts";
import { TextPreview } from "./TextPreview.tsx";

interface PreviewProps {
  readonly kind: PreviewKind;
  /** Signed; null until it is. */
  readonly address: string | null;
  readonly name: string;
}

/** A file as it looks, in the page that stands around it. */
export function Preview({ kind, address, name }: PreviewProps): ReactElement {
  const words = useWords().preview;
  const [isBroken, setBroken] = useState(false);
  if (kind === "none" || isBroken || (kind === "pdf" && !navigator.pdfViewerEnabled)) {
    const text = isBroken ? words.broken : kind === "pdf" ? words.noViewer : words.none;
    return <p className="m-auto p-4 text-center text-muted">{text}</p>;
  }
  if (address === null) {
    return (
      <div role="status" aria-label={words.loading} className="p-4">
        <Skeleton className="h-4 w-60 max-w-full" />
      </div>
    );
  }
  switch (kind) {
    case "image":
      return (
        <img
          src={address}
          alt={words.of(name)}
          onError={() => setBroken(true)}
          className="m-auto max-h-[60dvh] max-w-full object-contain"
        />
      );
    case "pdf":
      return (
        // oxlint-disable-next-line react/iframe-missing-sandbox -- a sandbox switches the browser's PDF viewer off
        <iframe
          src={`${address}#navpanes=0`}
          title={words.of(name)}
          data-testid="pdf-frame"
          className="block h-full w-full"
        />
      );
    case "text":
      return <TextPreview address={address} name={name} />;
  }
}
