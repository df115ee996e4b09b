/** Where reports go, by a Sentry DSN: `https://key@host/path/7`. */
export interface ErrorsPlace {
  readonly publicKey: string;
  /** Of the ingest endpoint, without an origin. */
  readonly path: string;
}

/**
 * The place that a DSN names, on the page's own origin whatever host it says: the page may talk to no other, and the node
 * is reached at the address that it was opened by.
 */
export function placeOf(dsn: unknown): ErrorsPlace | null {
  if (typeof dsn !== "string") return null;
  const found = /^https?:\/\/(\w+)(?::\w*)?@[^/]+(\/.*)?\/(\d+)$/.exec(dsn);
  const [, publicKey, prefix = "", project] = found ?? [];
  if (publicKey === undefined || project === undefined) return null;
  return { publicKey, path: `${prefix}/api/${project}/envelope/` };
}
