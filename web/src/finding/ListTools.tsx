import { type ReactElement, Suspense, useId, useRef, useState } from "react";
import { EXPORT_BYTES_MAX, type ExportFormat, exportLeads, ExportTooLarge } from "../api/exports.ts";
import { isSearch, isTrash, type LeadFilter, noFilter } from "../api/LeadFilter.ts";
import { PAGE_SIZE } from "../api/leads.ts";
import { navigate } from "../app/navigation.ts";
import { importPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { ColumnName } from "../leads/columns.ts";
import type { LeadList } from "../leads/leadList.ts";
import { useLookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { lazy } from "../ui/lazy.ts";
import { Menu, type MenuItem } from "../ui/Menu.tsx";
import { Notice } from "../ui/Notice.tsx";
import { saveFile } from "../ui/saveFile.ts";
import { useAct } from "../ui/useAct.ts";
import { ColumnChooser } from "./ColumnChooser.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { activeFilters, leadSorts, restValue, sortOf, withRest } from "./filterRest.ts";
import { RenewLine } from "./RenewLine.tsx";
import { ViewChooser } from "./ViewChooser.tsx";

const FilterPanel = lazy(() => import("./FilterPanel.tsx"));

interface ListToolsProps {
  readonly filter: LeadFilter;
  readonly columns: readonly ColumnName[];
  readonly onColumns: (columns: readonly ColumnName[]) => void;
  readonly list: LeadList;
  readonly onRenew: () => void;
  readonly onChange: (filter: LeadFilter) => void;
}

/** Views, filters and order of the list, and what is done with all of it. Loaded after the list itself. */
export default function ListTools(
  { filter, columns, onColumns, list, onChange, onRenew }: ListToolsProps,
): ReactElement {
  const words = useWords().find;
  const { permissions, project } = useSession();
  const panel = useId();
  const [isOpen, setOpen] = useState(false);
  const saving = useExport(filter);
  const inTrash = isTrash(filter);
  const count = activeFilters(filter).length;
  const lookups = useLookups(restValue(filter, "project") || project.id, isOpen || count > 0);
  const items: MenuItem[] = [];
  if (permissions.includes("leads.import")) {
    items.push({ label: words.import, onChoose: () => navigate(importPath()) });
  }
  if (permissions.includes("leads.export") && !inTrash) {
    items.push(
      { label: words.exportCSV, onChoose: () => saving.start("csv") },
      { label: words.exportJSON, onChoose: () => saving.start("jsonl") },
    );
  }
  items.push(
    inTrash
      ? { label: words.leaveTrash, onChoose: () => onChange(noFilter) }
      : { label: words.openTrash, onChoose: () => onChange({ ...noFilter, rest: "trash=true" }) },
  );
  return (
    <div className="flex flex-col gap-2" data-testid="list-tools">
      <div className="flex flex-wrap items-center gap-2">
        {inTrash
          ? <Button onClick={() => onChange(noFilter)}>{words.leaveTrash}</Button>
          : <ViewChooser filter={filter} columns={columns} onColumns={onColumns} onChange={onChange} />}
        {!inTrash && (
          <Button
            aria-expanded={isOpen}
            aria-controls={panel}
            onClick={() => setOpen(!isOpen)}
            data-testid="filters"
          >
            {count === 0 ? words.filters : words.filtersOn(count)}
          </Button>
        )}
        {!isSearch(filter) && !inTrash && (
          <select
            aria-label={words.sort}
            className="control min-w-0 max-w-full max-md:order-last max-md:w-full"
            value={sortOf(filter)}
            onChange={(event) => onChange(withRest(filter, { sort: event.target.value }))}
          >
            {leadSorts.map((sort) => <option key={sort} value={sort}>{words.sorts[sort]}</option>)}
          </select>
        )}
        <span className="ml-auto flex">
          {!isSearch(filter) && !inTrash && <ColumnChooser columns={columns} onChange={onColumns} />}
          <Menu label={words.menu} items={items} />
        </span>
      </div>
      <div id={panel} hidden={!isOpen || inTrash}>
        <Suspense fallback={null}>
          {isOpen && <FilterPanel filter={filter} lookups={lookups} onChange={onChange} />}
        </Suspense>
      </div>
      {!inTrash && <FilterChips filter={filter} lookups={lookups} onChange={onChange} />}
      {saving.notice}
      {list.isOutdated && list.order.length > PAGE_SIZE && <RenewLine onRenew={onRenew} />}
    </div>
  );
}

/** Saves what the filter passes as a file, with how far that is. */
function useExport(
  filter: LeadFilter,
): { readonly start: (format: ExportFormat) => void; readonly notice: ReactElement } {
  const words = useWords().find;
  const { formats } = useSpeech();
  const act = useAct();
  const [bytes, setBytes] = useState(0);
  const [said, setSaid] = useState<string | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const running = useRef<AbortController | null>(null);
  const start = (format: ExportFormat) =>
    void act.run(async () => {
      const controller = new AbortController();
      running.current = controller;
      setBytes(0);
      setSaid(null);
      setTooLarge(false);
      try {
        const name = `leads-${new Date().toISOString().slice(0, 10)}.${format}`;
        const file = await exportLeads(filter, format, setBytes, controller.signal);
        saveFile(file, name, file.type);
        setSaid(words.exported(name));
      } catch (error) {
        if (error instanceof ExportTooLarge) setTooLarge(true);
        else if (!controller.signal.aborted) throw error;
      }
    });
  const notice = (
    <div role="status" className="empty:hidden" data-testid="export-status">
      {act.isBusy && (
        <span className="flex items-center gap-2">
          {words.exporting(formats.size(bytes))}
          <Button look="quiet" onClick={() => running.current?.abort()}>{words.cancelExport}</Button>
        </span>
      )}
      {!act.isBusy && said !== null && act.failure === null && <span className="text-good">{said}</span>}
      {isTooLarge && <Notice look="warn">{words.exportTooLarge(formats.size(EXPORT_BYTES_MAX))}</Notice>}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
    </div>
  );
  return { start, notice };
}
