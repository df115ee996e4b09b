let latest: string | null = null;

/** A fresh W3C trace: its id to quote, and the header that carries it. */
export function startTrace(): { readonly traceId: string; readonly traceparent: string } {
  const traceId = randomHex(16);
  latest = traceId;
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-01` };
}

/** The trace of the last request, or a fresh one: what someone quotes when the page itself fails. */
export function traceToQuote(): string {
  return latest ?? startTrace().traceId;
}

/** Random bytes in hex. Unlike `crypto.randomUUID` this also works on a page served without TLS. */
export function randomHex(byteCount: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(byteCount));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
