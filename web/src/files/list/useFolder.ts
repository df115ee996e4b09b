import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import type { FileOrder } from "../../api/FilesPlace.ts";
import { listLevel } from "../../api/storage.ts";
import { failureOf } from "../../ui/failureOf.ts";
import type { Upload } from "../upload/UploadQueue.ts";
import { useArrivals } from "../upload/useArrivals.ts";
import { firstPage, type Listing, without, withPage } from "./listing.ts";

const PAGE_SIZE = 100;
/** What the node lists at once; a longer folder is renewed up to here. */
const MOST_AT_ONCE = 10_000;

export interface LiveFolder {
  readonly listing: Listing | null;
  readonly failure: ApiFailure | null;
  /** While the list is of an earlier question. */
  readonly isOld: boolean;
  readonly isLoadingMore: boolean;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
  /** Takes files out of the list before the node is asked. */
  readonly take: (names: readonly string[]) => void;
}

/** What is in a folder; asked for again after uploads into it and when the page comes back to view. */
export function useFolder(bucket: string, folder: string, search: string, order: FileOrder): LiveFolder {
  const [listing, setListing] = useState<Listing | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const [answered, setAnswered] = useState("");
  const request = useRef<AbortController | null>(null);
  const isRenewing = useRef(false);
  /** How far the list is to reach once what is on its way is there. */
  const wanted = useRef(0);
  /** Names that were taken out since the question that is on its way: its answer may still have them. */
  const taken = useRef<readonly string[]>([]);
  const reach = useRef(0);
  useEffect(() => {
    reach.current = listing?.reach ?? 0;
  }, [listing]);
  const question = JSON.stringify([search, order]);

  const ask = useCallback(async (offset: number, limit: number) => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    isRenewing.current = offset === 0;
    taken.current = [];
    try {
      const page = await listLevel({ bucket, folder, search, order, offset, limit }, controller.signal);
      if (controller.signal.aborted) return;
      const gone = new Set(taken.current);
      setListing((known) =>
        without(offset > 0 && known !== null ? withPage(known, page, limit) : firstPage(page, limit), gone)
      );
      wanted.current = offset + page.length;
      setAnswered(JSON.stringify([search, order]));
      setFailure(null);
    } catch (error) {
      if (controller.signal.aborted) return;
      wanted.current = reach.current;
      setFailure(failureOf(error));
    }
    isRenewing.current = false;
  }, [bucket, folder, search, order]);

  useEffect(() => {
    void ask(0, PAGE_SIZE);
    return () => request.current?.abort();
  }, [ask]);

  const reload = useCallback(
    () => ask(0, Math.min(MOST_AT_ONCE, Math.max(PAGE_SIZE, Math.ceil(wanted.current / PAGE_SIZE) * PAGE_SIZE))),
    [ask],
  );
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === "visible") void reload();
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, [reload]);
  const isBelow = useCallback((upload: Upload) => {
    return upload.bucket === bucket &&
      (upload.folder === folder || upload.folder.startsWith(folder === "" ? "" : `${folder}/`));
  }, [bucket, folder]);
  useArrivals(reload, isBelow);

  const more = useCallback(async () => {
    setLoadingMore(true);
    wanted.current = reach.current + PAGE_SIZE;
    // What is fetched again was asked for because something changed: that is not given up for a further page.
    await (isRenewing.current ? reload() : ask(reach.current, PAGE_SIZE));
    setLoadingMore(false);
  }, [ask, reload]);
  const take = useCallback((names: readonly string[]) => {
    taken.current = [...taken.current, ...names];
    setListing((known) => known === null ? null : without(known, new Set(names)));
  }, []);
  return { listing, failure, isOld: answered !== question, isLoadingMore, reload, more, take };
}
