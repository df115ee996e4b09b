import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import { type AuditFilter, listAudit } from "../../api/audit.ts";
import { failureOf } from "../../ui/failureOf.ts";
import { type AuditList, emptyAudit, withPage } from "./auditList.ts";

interface LoadedAudit {
  /** Null until the first page is there. */
  readonly list: AuditList | null;
  readonly failure: ApiFailure | null;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

/** The audit log under a filter, page by page. */
export function useAudit({ action, actor }: AuditFilter): LoadedAudit {
  const [list, setList] = useState<AuditList | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const request = useRef<AbortController | null>(null);
  const load = useCallback(async (after: string | null) => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    setFailure(null);
    setLoadingMore(after !== null);
    try {
      const page = await listAudit({ action, actor }, after, controller.signal);
      if (controller.signal.aborted) return;
      setList((known) => withPage(after === null ? emptyAudit : known ?? emptyAudit, page));
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailure(failureOf(error));
    }
    setLoadingMore(false);
  }, [action, actor]);
  const reload = useCallback(() => void load(null), [load]);
  useEffect(() => {
    reload();
    return () => request.current?.abort();
  }, [reload]);
  const next = list?.next ?? null;
  const loadMore = useCallback(() => {
    if (next !== null && !isLoadingMore) void load(next);
  }, [next, isLoadingMore, load]);
  return { list, failure, isLoadingMore, loadMore, reload };
}
