import { Fragment, type ReactElement } from "react";
import { type Crumb, crumbsOf } from "../names.ts";
import { useWords } from "../words/useWords.ts";

interface CrumbsProps {
  /** The folders that are above all that is shown: what stands there, and how one gets there. */
  readonly tops: readonly { readonly name: string; readonly onGo: () => void; readonly href?: string | undefined }[];
  /** Below the last of them. */
  readonly folder: string;
  readonly onFolder: (folder: string) => void;
  readonly hrefOf?: (folder: string) => string;
}

/** The way to a folder; each part of it can be gone back to. */
export function Crumbs({ tops, folder, onFolder, hrefOf }: CrumbsProps): ReactElement {
  const words = useWords().list;
  const crumbs = crumbsOf(folder);
  const parts = [
    ...tops,
    ...crumbs.map((crumb: Crumb) => ({
      name: crumb.name,
      onGo: () => onFolder(crumb.folder),
      href: hrefOf?.(crumb.folder),
    })),
  ];
  return (
    <nav aria-label={words.path} className="min-w-0" data-testid="crumbs">
      <ol className="flex flex-wrap items-center gap-x-1">
        {parts.map((part, index) => {
          const isLast = index === parts.length - 1;
          return (
            // oxlint-disable-next-line react/no-array-index-key -- a part is known by its depth
            <Fragment key={index}>
              {index > 0 && <li aria-hidden="true" className="text-muted">/</li>}
              <li className="min-w-0">
                {isLast
                  ? <span aria-current="page" className="block px-1 py-1 font-medium wrap-anywhere">{part.name}</span>
                  : (
                    <a
                      href={part.href ?? "#"}
                      className="block rounded px-1 py-1 text-muted wrap-anywhere hover:text-ink hover:underline"
                      onClick={(event) => {
                        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                        event.preventDefault();
                        part.onGo();
                      }}
                    >
                      {part.name}
                    </a>
                  )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
