import { type ReactElement, useEffect, useRef } from "react";
import { importPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { bookmarklet } from "./dropped.ts";
import { useWords } from "./words/useWords.ts";

/** How leads are dropped without this form: many at once, by a bookmark, and by letting things fall on the page. */
export function Elsewhere(): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const link = useRef<HTMLAnchorElement>(null);
  // It is for the bookmarks bar alone: here the page's own rules would refuse to run it.
  useEffect(() => link.current?.setAttribute("href", bookmarklet(location.origin)), []);
  return (
    <>
      {permissions.includes("leads.import") && (
        <p className="mt-6 text-muted">
          {words.many} <Link to={importPath()} className="text-accent underline">{words.toImport}</Link>
        </p>
      )}
      <details className="mt-3 text-muted max-md:hidden" data-testid="elsewhere">
        <summary className="rounded">{words.elsewhere}</summary>
        <div className="mt-3 flex flex-col items-start gap-2">
          {/* oxlint-disable-next-line jsx-a11y/anchor-is-valid -- its address is set above */}
          <a
            ref={link}
            href="#bookmarklet"
            className={buttonClass("plain")}
            onClick={(event) => event.preventDefault()}
          >
            {words.bookmarklet}
          </a>
          <p>{words.bookmarkletAbout}</p>
          <p>{words.anywhere}</p>
        </div>
      </details>
    </>
  );
}
