import type { ReactElement } from "react";
import { type Attachment, ownPath } from "../api/chat.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "./words/useWords.ts";

/** Pictures that every browser shows, and that can hold no script. */
const pictures: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const PICTURE_BYTES_MAX = 10_000_000;

/** The files of a message: pictures as they are, others by name. */
export function MessageFiles({ files }: { readonly files: readonly Attachment[] }): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  if (files.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-2" data-testid="attachments">
      {files.map(({ id, name, size, contentType, url }) => {
        const text = words.file(name, formats.size(size));
        if (url === null) {
          return (
            <li key={id} className="rounded-lg border border-line px-2 py-1 text-muted">{words.fileGone(name)}</li>
          );
        }
        return (
          <li key={id} className="min-w-0 max-w-full">
            <a
              href={ownPath(url)}
              target="_blank"
              rel="noopener noreferrer"
              className="block max-w-full rounded-lg border border-line bg-surface hover:bg-sunken"
            >
              {pictures.has(contentType) && size <= PICTURE_BYTES_MAX
                ? <img src={ownPath(url)} alt={text} loading="lazy" className="max-h-60 max-w-full rounded-lg" />
                : (
                  <span className="flex items-center gap-2 px-2 py-1">
                    <span aria-hidden="true">📄</span>
                    <span className="min-w-0 truncate">{text}</span>
                  </span>
                )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
