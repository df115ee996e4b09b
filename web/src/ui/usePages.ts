import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureOf } from "./failureOf.ts";

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** More pages than this are not fetched again at once: the list starts over. */
const RENEWED_PAGES_MAX = 5;

export interface Pages<Item, First extends Page<Item>> {
  /** Null until the first page is there. */
  readonly first: First | null;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly failure: ApiFailure | null;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** Fetches again what is shown, without taking it away meanwhile. */
  readonly reload: () => Promise<void>;
  /** Changes the items that are shown, by what is known of them already. */
  readonly alter: (change: (items: readonly Item[]) => readonly Item[]) => void;
}

interface Loaded<Item, First> {
  readonly first: First;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly count: number;
}

/** A list of the node that comes page by page. `fetch` must stay the same function as long as the list is the same. */
export function usePages<Item, First extends Page<Item>>(
  fetch: (cursor: string | null, signal: AbortSignal) => Promise<First>,
): Pages<Item, First> {
  // A list is of the question that it answers: under another one it is not shown.
  const [known, setKnown] = useState<{ readonly of: typeof fetch; readonly loaded: Loaded<Item, First> } | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const request = useRef<AbortController | null>(null);
  const loaded = known?.of === fetch ? known.loaded : null;
  const latest = useRef(loaded);
  useEffect(() => {
    latest.current = loaded;
  }, [loaded]);

  const run = useCallback(async (work: (signal: AbortSignal) => Promise<Loaded<Item, First>>) => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    try {
      const result = await work(controller.signal);
      if (controller.signal.aborted) return;
      setKnown({ of: fetch, loaded: result });
      setFailure(null);
    } catch (error) {
      if (!controller.signal.aborted) setFailure(failureOf(error));
    }
    if (!controller.signal.aborted) setLoadingMore(false);
  }, [fetch]);

  const reload = useCallback(() =>
    run(async (signal) => {
      const first = await fetch(null, signal);
      let result: Loaded<Item, First> = { first, items: first.items, next: first.next ?? null, count: 1 };
      const shown = latest.current?.count ?? 1;
      for (let count = 1; count < (shown <= RENEWED_PAGES_MAX ? shown : 1) && result.next !== null; count += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each page is asked for by the one before
        result = extended(result, await fetch(result.next, signal));
      }
      return result;
    }), [fetch, run]);
  useEffect(() => {
    setFailure(null);
    void reload();
    return () => request.current?.abort();
  }, [reload]);

  const loadMore = useCallback(() => {
    const now = latest.current;
    if (now === null || now.next === null) return;
    const { next } = now;
    setLoadingMore(true);
    void run(async (signal) => extended(now, await fetch(next, signal)));
  }, [fetch, run]);
  const alter = useCallback((change: (items: readonly Item[]) => readonly Item[]) => {
    setKnown((before) =>
      before === null ? null : { ...before, loaded: { ...before.loaded, items: change(before.loaded.items) } }
    );
  }, []);
  return {
    first: loaded?.first ?? null,
    items: loaded?.items ?? [],
    next: loaded?.next ?? null,
    failure,
    isLoadingMore,
    loadMore,
    reload,
    alter,
  };
}

function extended<Item, First extends Page<Item>>(loaded: Loaded<Item, First>, page: Page<Item>): Loaded<Item, First> {
  return {
    ...loaded,
    items: [...loaded.items, ...page.items],
    next: page.next ?? null,
    count: loaded.count + 1,
  };
}
