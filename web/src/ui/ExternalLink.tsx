import type { ReactElement } from "react";
import { safeLink, shortLink } from "./safeLink.ts";

/** A foreign address, opened apart and told nothing of where it was opened; plain text when it is not safe to follow. */
export function ExternalLink(
  { address, label }: { readonly address: string; readonly label?: string },
): ReactElement {
  const href = safeLink(address);
  const text = label ?? shortLink(address);
  if (href === null) return <span className="break-words">{text}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="break-words text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {text}
    </a>
  );
}
