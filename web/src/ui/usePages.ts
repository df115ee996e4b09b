import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type Page, PageList, type PageListState } from "./PageList.ts";

export type Pages<Item, First extends Page<Item>> =
  & PageListState<Item, First>
  & Pick<PageList<Item, First>, "loadMore" | "reload" | "alter">;

/**
 * A list of the node that comes page by page. `fetch` must stay the same function as long as the list is the same: under
 * another question nothing of this one is shown.
 */
export function usePages<Item, First extends Page<Item>>(
  fetch: (cursor: string | null, signal: AbortSignal) => Promise<First>,
): Pages<Item, First> {
  const list = useMemo(() => new PageList<Item, First>(fetch), [fetch]);
  const state = useSyncExternalStore(list.observe, list.current);
  useEffect(() => {
    void list.reload();
    return list.stop;
  }, [list]);
  const { loadMore, reload, alter } = list;
  return useMemo(() => ({ ...state, loadMore, reload, alter }), [state, loadMore, reload, alter]);
}
