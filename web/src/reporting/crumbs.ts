/** Something that happened before a defect, as Sentry's protocol has it. */
export interface Crumb {
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly type: "navigation" | "http" | "user" | "default";
  readonly category: "navigation" | "fetch" | "ui.click" | "page";
  readonly level: "info" | "warning" | "error";
  readonly message?: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Enough to tell how someone came to a defect. */
const CRUMBS_MAX = 40;

let crumbs: readonly Crumb[] = [];

/** Remembers one step; the oldest are forgotten. Never what someone typed or read: that is nobody's business. */
export function leaveCrumb(crumb: Omit<Crumb, "timestamp">): void {
  crumbs = [...crumbs.slice(1 - CRUMBS_MAX), { timestamp: Date.now() / 1_000, ...crumb }];
}

export function crumbsSoFar(): readonly Crumb[] {
  return crumbs;
}

/** One request to the node and what came of it; a status of 0 is no answer. */
export function leaveRequestCrumb(method: string, path: string, status: number, traceId: string): void {
  const url = withoutQuery(path);
  // What is asked again and again would leave no room for what people did: its last time is enough.
  if (method === "GET" && status < 400 && status > 0) {
    crumbs = crumbs.filter(({ data }) =>
      data?.["url"] !== url || data["method"] !== method || data["status_code"] !== status
    );
  }
  leaveCrumb({
    type: "http",
    category: "fetch",
    level: status === 0 || status >= 500 ? "error" : status >= 400 ? "warning" : "info",
    data: { method, url, status_code: status, traceId },
  });
}

/** What is searched for stands in queries, and secrets in fragments: neither leaves the page. */
export function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/s, "");
}
