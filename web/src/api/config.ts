import { openRequest } from "./request.ts";

/** What the node tells every browser: its version and the `NEXT_PUBLIC_` variables. */
export interface PublicConfig {
  readonly version: string;
  /** Where the page’s own errors go, as a Sentry DSN; none where the node keeps no errors. */
  readonly errorsDsn?: string | null;
  readonly [variable: `NEXT_PUBLIC_${string}`]: string;
}

export function publicConfig(signal: AbortSignal): Promise<PublicConfig> {
  return openRequest<PublicConfig>("GET", "/api/v1/config", { signal });
}
