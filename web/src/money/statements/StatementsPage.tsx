import { type ReactElement, useCallback } from "react";
import { download } from "../../api/downloads.ts";
import { openStatement, type Statement, statementPath, type StatementQuestion } from "../../api/statements.ts";
import { navigate } from "../../app/navigation.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { saveFile } from "../../ui/saveFile.ts";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { DayRange } from "../DayRange.tsx";
import { monthOf, todayIn, yearOf } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { type StatementQuery, statementsPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { StatementTable } from "./StatementTable.tsx";

/** What someone was owed and paid in a span of days; members see their own. */
export function StatementsPage({ query }: { readonly query: StatementQuery }): ReactElement {
  const all = useWords();
  const words = all.statements;
  const { user, workspace, permissions } = useSession();
  const seesAll = permissions.includes("ledger.read");
  const { members } = useLookups(null, seesAll);
  const today = todayIn(workspace.timeZone);
  const month = monthOf(today);
  const person = seesAll && query.person !== "" ? query.person : user.id;
  const from = query.from === "" ? month.from : query.from;
  const to = query.to === "" ? month.to : query.to;
  const question = { person, from, to };
  const go = (changed: Partial<StatementQuery>) => navigate(statementsPath({ ...question, ...changed }), true);
  const spans = [
    [words.thisMonth, month],
    [words.lastMonth, monthOf(today, 1)],
    [words.thisYear, yearOf(today)],
  ] as const;
  return (
    <MoneyFrame chosen="statements">
      <div className="flex flex-col gap-3">
        <div role="search" className="flex flex-wrap items-center gap-2">
          {seesAll && (
            <select
              aria-label={all.person}
              className="control min-w-0 flex-1 basis-40 md:max-w-56 md:flex-none"
              value={person}
              onChange={(event) => go({ person: event.target.value })}
            >
              {!members.some((member) => member.person.id === person) && (
                <option value={person}>{person === user.id ? user.name : "…"}</option>
              )}
              {members.map((member) => (
                <option key={member.person.id} value={member.person.id}>{member.person.name}</option>
              ))}
            </select>
          )}
          <DayRange from={from} to={to} onChange={go} />
          <div className="flex flex-wrap gap-1">
            {spans.map(([label, span]) => (
              <Button
                key={label}
                look="quiet"
                aria-pressed={span.from === from && span.to === to}
                className="aria-pressed:bg-sunken aria-pressed:text-ink"
                onClick={() => go(span)}
              >
                {label}
              </Button>
            ))}
          </div>
        </div>
        <StatementSection key={`${person} ${from} ${to}`} question={question} />
      </div>
    </MoneyFrame>
  );
}

function StatementSection(
  { question: { person, from, to } }: { readonly question: StatementQuestion },
): ReactElement {
  const words = useWords().statements;
  const fetch = useCallback(
    (signal: AbortSignal) => openStatement({ person, from, to }, signal),
    [person, from, to],
  );
  const fetched = useFetched<Statement>(fetch);
  const saving = useAct();
  useMoneyEvents("payout.updated", fetched.reload);
  const statement = fetched.value;
  const save = (format: "csv" | "pdf") =>
    void saving.run(async () => {
      const file = await download(statementPath({ person, from, to }, format));
      saveFile(file, `${words.fileName}-${from}-${to}.${format}`, file.type);
    });
  return (
    <Section
      title={statement === null ? words.title : statement.person.name}
      aside={
        <span className="flex gap-2">
          <Button aria-label={words.csvLabel} aria-disabled={saving.isBusy} onClick={() => save("csv")}>CSV</Button>
          <Button aria-label={words.pdfLabel} aria-disabled={saving.isBusy} onClick={() => save("pdf")}>PDF</Button>
        </span>
      }
    >
      {saving.failure !== null && (
        <div className="p-3">
          <FailureNotice failure={saving.failure} />
        </div>
      )}
      <FetchedList fetched={fetched}>
        {({ currencies }) =>
          currencies.length === 0
            ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
            : currencies.map((part) => <StatementTable key={part.currency} part={part} />)}
      </FetchedList>
    </Section>
  );
}
