import { type ReactElement, useState } from "react";
import type { NodeLogLevel, NodeLogLine } from "../../api/nodeLogs.ts";
import { tracePath, warRoomPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { exactTime, logTime } from "../../jobs/timeText.ts";
import { Link } from "../../ui/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { fieldsOf, gistOf } from "./logFields.ts";

const looks: Readonly<Record<NodeLogLevel, string>> = {
  trace: "text-muted",
  debug: "text-muted",
  info: "text-ink",
  notice: "text-accent",
  warning: "text-warn",
  error: "text-bad",
  critical: "text-bad font-semibold",
};

interface LogLinesProps {
  readonly lines: readonly NodeLogLine[];
  readonly label: string;
  /** Where all lines are of one trace, it says nothing. */
  readonly withoutTrace?: boolean;
}

/** Lines of the log; each opens to all that it says. */
export function LogLines({ lines, label, withoutTrace = false }: LogLinesProps): ReactElement {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <ol aria-label={label} className="divide-y divide-line font-mono text-xs" data-testid="log-lines">
      {lines.map((line) => (
        <LogRow
          key={line.id}
          line={line}
          isOpen={open.has(line.id)}
          withoutTrace={withoutTrace}
          onToggle={() => toggle(line.id)}
        />
      ))}
    </ol>
  );
}

interface LogRowProps {
  readonly line: NodeLogLine;
  readonly isOpen: boolean;
  readonly withoutTrace: boolean;
  readonly onToggle: () => void;
}

function LogRow({ line, isOpen, withoutTrace, onToggle }: LogRowProps): ReactElement {
  const words = useWords().logs;
  const { language } = useSpeech();
  const look = looks[line.level] ?? "";
  const gist = gistOf(line, language);
  return (
    <li data-testid="log-line" data-level={line.level}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="grid w-full grid-cols-[auto_1fr] items-baseline gap-x-3 px-4 py-1.5 text-left -outline-offset-2 hover:bg-sunken md:grid-cols-[6.5rem_5.5rem_minmax(0,1fr)_auto]"
      >
        <time dateTime={line.time} title={exactTime(line.time, language)} className="text-muted tabular-nums">
          {logTime(line.time, language)}
        </time>
        <span className={look}>{words.levels[line.level] ?? line.level}</span>
        <span className={`min-w-0 wrap-anywhere max-md:col-span-2 ${look}`}>
          {line.message}
          {gist !== "" && <span className="ml-3 text-muted">{gist}</span>}
        </span>
        <span className="text-muted max-md:hidden">{line.logger}</span>
      </button>
      {isOpen && <LogDetails line={line} withoutTrace={withoutTrace} />}
    </li>
  );
}

function LogDetails({ line, withoutTrace }: Pick<LogRowProps, "line" | "withoutTrace">): ReactElement {
  const words = useWords().logs;
  const { language } = useSpeech();
  return (
    <div className="bg-sunken px-4 py-2">
      <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-3 gap-y-0.5 md:grid-cols-[minmax(9rem,auto)_minmax(0,1fr)]">
        <dt className="sr-only">{exactTime(line.time, language)}</dt>
        <dd className="col-span-2 text-muted">{exactTime(line.time, language)}</dd>
        {fieldsOf(line).map(({ name, text, to }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{words.fields[name as keyof typeof words.fields] ?? name}</dt>
            <dd className="wrap-anywhere whitespace-pre-wrap">
              {to === "lead"
                ? <Link to={warRoomPath(text)} className="text-accent underline underline-offset-2">{text}</Link>
                : text}
            </dd>
          </div>
        ))}
      </dl>
      {!withoutTrace && typeof line.traceId === "string" && line.traceId !== "" && (
        <p className="mt-1.5">
          <Link to={tracePath(line.traceId)} className="text-accent underline underline-offset-2">
            {words.openTrace}
          </Link>
        </p>
      )}
    </div>
  );
}
