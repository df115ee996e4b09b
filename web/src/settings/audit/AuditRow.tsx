import { type ReactElement, useState } from "react";
import type { AuditEntry } from "../../api/audit.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useWords } from "../words/useWords.ts";
import { changesOf } from "./auditList.ts";
import { actorText, actText } from "./auditText.ts";

/** One act: a line, and behind it what it changed and from where it came. */
export function AuditRow({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const words = useWords().audit;
  const { formats } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const subject = entry.subject?.label ?? entry.subject?.id ?? null;
  return (
    <li data-testid="audit-row">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center gap-3 px-4 py-2.5 text-left -outline-offset-2 hover:bg-sunken"
      >
        <span aria-hidden="true" className={`text-muted transition-transform ${isOpen ? "rotate-90" : ""}`}>›</span>
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium" data-testid="audit-act">{actText(words, entry.action)}</span>
            {subject !== null && <span className="min-w-0 break-words">{subject}</span>}
          </span>
          <span className="block text-xs text-muted">
            {actorText(words, entry.actor)}
            <span className="md:hidden">{` · ${formats.dateTime(entry.at)}`}</span>
          </span>
        </span>
        <time dateTime={entry.at} className="text-xs whitespace-nowrap text-muted max-md:hidden">
          {formats.dateTime(entry.at)}
        </time>
      </button>
      {isOpen && <AuditDetails entry={entry} />}
    </li>
  );
}

function AuditDetails({ entry }: { readonly entry: AuditEntry }): ReactElement {
  const words = useWords().audit;
  const changes = changesOf(entry.before, entry.after);
  const origins = [
    [words.code, entry.action],
    [words.address, entry.remoteAddress],
    [words.device, entry.userAgent],
    [words.trace, entry.traceId],
  ] as const;
  return (
    <div
      className="flex flex-col gap-3 bg-sunken/50 px-4 py-3 md:pl-10"
      role="group"
      aria-label={words.details(actText(words, entry.action))}
    >
      {changes.length === 0
        ? <p className="text-muted">{words.noChange}</p>
        : (
          <table className="w-full table-fixed text-left text-xs">
            <thead className="text-muted">
              <tr>
                <th scope="col" className="w-1/4 py-1 pr-2 font-normal">{words.field}</th>
                <th scope="col" className="py-1 pr-2 font-normal">{words.before}</th>
                <th scope="col" className="py-1 font-normal">{words.after}</th>
              </tr>
            </thead>
            <tbody className="align-top">
              {changes.map(({ field, before, after }) => (
                <tr key={field} className="border-t border-line">
                  <th scope="row" className="py-1 pr-2 font-mono font-normal break-words">{field}</th>
                  <td className="py-1 pr-2 break-words">
                    {before ?? <span className="text-muted italic">{words.nothing}</span>}
                  </td>
                  <td className="py-1 break-words">
                    {after ?? <span className="text-muted italic">{words.nothing}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      <dl className="flex flex-col gap-0.5 text-xs">
        {origins.map(([name, value]) =>
          value !== null && (
            <div key={name} className="flex gap-2">
              <dt className="shrink-0 text-muted">{name}</dt>
              <dd className="min-w-0 break-all">{value}</dd>
            </div>
          )
        )}
      </dl>
    </div>
  );
}
