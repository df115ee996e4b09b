import { type ReactElement, useCallback } from "react";
import { type ErrorFilter, type ErrorGroup, type ErrorPage, errorStates, listErrors } from "../../api/errors.ts";
import { navigate } from "../../app/navigation.ts";
import { errorsPath, settingsPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useNow } from "../../app/useNow.ts";
import { useTitle } from "../../app/useTitle.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { usePages } from "../../ui/usePages.ts";
import { useRenewal } from "../../ui/useRenewal.ts";
import { errorQueryOf, openErrors } from "../errorFilter.ts";
import { useWords } from "../words/useWords.ts";
import { ErrorFilterBar } from "./ErrorFilterBar.tsx";
import { columns, ErrorRow } from "./ErrorRow.tsx";
import { ReleasesSection } from "./ReleasesSection.tsx";

const INTERVAL_MS = 10_000;
const states = [...errorStates, ""] as const;

/** The errors under a filter, those that are the same in one row. */
export function ErrorListPage({ filter }: { readonly filter: ErrorFilter }): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  useTitle(words.title);
  const { state, project, text, release, order } = filter;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) =>
      listErrors({ state, project, text, release, order }, cursor, signal),
    [state, project, text, release, order],
  );
  const pages = usePages<ErrorGroup, ErrorPage>(fetch);
  const { reload } = pages;
  useRenewal(reload, INTERVAL_MS);
  const onFilter = useCallback((next: ErrorFilter) => navigate(errorsPath(null, errorQueryOf(next)), true), []);
  const now = useNow();
  const isUsual = errorQueryOf(filter) === "";
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        <Tabs
          label={words.state}
          tabs={states.map((known) => ({
            path: errorsPath(null, errorQueryOf({ ...filter, state: known })),
            name: known === "" ? words.anyState : words.states[known],
            isChosen: known === state,
          }))}
        />
        {permissions.includes("workspace.manage") && (
          <Link to={settingsPath("errors")} className={`${buttonClass("plain")} md:ml-auto`}>{words.list.connect}</Link>
        )}
      </div>
      <ErrorFilterBar filter={filter} onChange={onFilter} />
      <div className="panel mt-2 overflow-hidden">
        {pages.items.length > 0 && <ErrorListHead />}
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload }} lines={6}>
          {() =>
            pages.items.length > 0
              ? (
                <ul aria-label={words.list.label} data-testid="errors">
                  {pages.items.map((group) => (
                    <ErrorRow key={group.id} group={group} now={now} withState={state === ""} />
                  ))}
                </ul>
              )
              : isUsual
              ? <EmptyNote title={words.list.emptyTitle} text={words.list.emptyText} />
              : (
                <EmptyNote title={words.list.nothingTitle} text={words.list.nothingText}>
                  <Button
                    className="mt-2"
                    onClick={() => onFilter(openErrors)}
                  >
                    {words.list.clear}
                  </Button>
                </EmptyNote>
              )}
        </FetchedList>
        <MoreButton pages={pages} />
      </div>
      <div className="mt-4">
        <ReleasesSection project={project} />
      </div>
    </div>
  );
}

function ErrorListHead(): ReactElement {
  const words = useWords().list;
  return (
    <div
      aria-hidden="true"
      className={`${columns} border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted max-md:hidden`}
    >
      <span>{words.error}</span>
      <span>{words.trend}</span>
      <span className="text-right">{words.count}</span>
      <span className="text-right">{words.people}</span>
      <span className="text-right">{words.seen}</span>
    </div>
  );
}
