import type { ReactElement, ReactNode } from "react";
import type { ErrorGroup } from "../../api/errors.ts";
import { errorsPath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { errorQueryOf, openErrors } from "../errorFilter.ts";
import { Trend } from "../Trend.tsx";
import { useWords } from "../words/useWords.ts";

/** How often, since when, to whom, in what releases. */
export function GroupFacts({ group }: { readonly group: ErrorGroup }): ReactElement {
  const words = useWords().group;
  const { formats } = useSpeech();
  const now = useNow();
  const [first, last] = [group.releases[0], group.releases.at(-1)];
  return (
    <Section title={words.facts}>
      <dl className="grid grid-cols-2 gap-3 px-4 py-3">
        <div className="col-span-2">
          <dt className="mb-1 text-xs text-muted">{words.trend}</dt>
          <dd>
            <Trend counts={group.trend} className="block h-12 w-full" />
          </dd>
        </div>
        <Fact name={words.count}>{formats.number(group.count)}</Fact>
        <Fact name={words.people}>{formats.number(group.peopleCount)}</Fact>
        <Fact name={words.firstSeen}>
          <time dateTime={group.firstSeenAt} title={formats.dateTime(group.firstSeenAt)}>
            {formats.ago(group.firstSeenAt, now)}
          </time>
        </Fact>
        <Fact name={words.lastSeen}>
          <time dateTime={group.lastSeenAt} title={formats.dateTime(group.lastSeenAt)}>
            {formats.ago(group.lastSeenAt, now)}
          </time>
        </Fact>
        <Fact name={words.project}>
          <Link
            to={errorsPath(null, errorQueryOf({ ...openErrors, project: group.project.id }))}
            className="text-accent underline underline-offset-2"
          >
            {group.project.name}
          </Link>
        </Fact>
        {first !== undefined && last !== undefined && (
          <Fact name={words.releases}>
            <span className="wrap-anywhere">{first === last ? first : words.between(first, last)}</span>
          </Fact>
        )}
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
