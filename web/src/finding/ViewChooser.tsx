import { type ReactElement, useState } from "react";
import { type LeadFilter, noFilter } from "../api/LeadFilter.ts";
import { listViews, type View } from "../api/views.ts";
import { useSession } from "../app/SessionContext.ts";
import { type ColumnName, columnsOf } from "../leads/columns.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { SettledSelect } from "../ui/SettledSelect.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { filterOfView, isSameList } from "./filterRest.ts";
import { SaveViewDialog } from "./SaveViewDialog.tsx";
import { ViewsDialog } from "./ViewsDialog.tsx";

interface ViewChooserProps {
  readonly filter: LeadFilter;
  readonly columns: readonly ColumnName[];
  readonly onColumns: (columns: readonly ColumnName[]) => void;
  readonly onChange: (filter: LeadFilter) => void;
}

/** Saved views to choose from, one's own and those of all; the present list can be saved as one. */
export function ViewChooser({ filter, columns, onColumns, onChange }: ViewChooserProps): ReactElement {
  const words = useWords().find;
  const { user } = useSession();
  const { value, reload } = useFetched(listViews);
  const [asks, setAsks] = useState<"save" | "manage" | null>(null);
  const views = value ?? [];
  const isAll = isSameList(filter, noFilter);
  const chosen = isAll ? "all" : views.find((view) => isSameList(filterOfView(view.query), filter))?.id ?? "current";
  const choose = (id: string) => {
    if (id === "save" || id === "manage") return setAsks(id);
    const view = views.find((known) => known.id === id);
    if (id === "all") onChange(noFilter);
    else if (view !== undefined) {
      onChange(filterOfView(view.query));
      // Of a view from before there were columns, those that are there stay.
      const { columns: kept } = view.query;
      if (Array.isArray(kept) && kept.length > 0) onColumns(columnsOf(kept));
    }
  };
  const own = views.filter((view) => view.ownerId === user.id);
  const shared = views.filter((view) => view.ownerId !== user.id);
  return (
    <>
      <SettledSelect
        aria-label={words.views}
        className="min-w-0 max-w-full font-medium"
        data-testid="views"
        value={chosen}
        onChoose={choose}
      >
        <option value="all">{words.all}</option>
        {chosen === "current" && <option value="current">{words.current}</option>}
        <ViewGroup label={words.ownViews} views={own} />
        <ViewGroup label={words.sharedViews} views={shared} />
        {!isAll && <option value="save">{words.saveView}</option>}
        <option value="manage">{words.manageViews}</option>
      </SettledSelect>
      {asks === "save" && (
        <SaveViewDialog
          filter={filter}
          columns={columns}
          onSaved={reload}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === "manage" && (
        <ViewsDialog
          filter={filter}
          columns={columns}
          views={views}
          onChanged={reload}
          onClose={() => setAsks(null)}
        />
      )}
    </>
  );
}

function ViewGroup({ label, views }: { readonly label: string; readonly views: readonly View[] }): ReactElement | null {
  if (views.length === 0) return null;
  return (
    <optgroup label={label}>
      {views.map((view) => <option key={view.id} value={view.id}>{view.name}</option>)}
    </optgroup>
  );
}
