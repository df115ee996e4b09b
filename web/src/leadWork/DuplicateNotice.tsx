import type { ReactElement } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import type { LeadLink } from "../api/LeadLink.ts";
import { isRecord } from "../api/isRecord.ts";
import { warRoomPath } from "../app/Route.ts";
import { Link } from "../ui/Link.tsx";
import { useWords } from "./words/useWords.ts";

/** The leads because of which a new one was refused. */
export default function DuplicateNotice({ failure }: { readonly failure: ApiFailure }): ReactElement {
  const words = useWords().duplicates;
  const { duplicates } = failure.problem;
  const links = Array.isArray(duplicates) ? duplicates.filter(isLink) : [];
  return (
    <ul data-testid="drop-duplicates">
      {links.map((link) => (
        <li key={link.id}>
          <Link to={warRoomPath(link.id)} className="text-accent underline">{link.company}</Link>{" "}
          <span className="text-xs text-muted">
            {link.by.filter((kind) => Object.hasOwn(words.by, kind)).map((kind) => words.same(words.by[kind])).join(
              ", ",
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function isLink(value: unknown): value is LeadLink {
  return isRecord(value) && typeof value["id"] === "string" && typeof value["company"] === "string" &&
    Array.isArray(value["by"]);
}
