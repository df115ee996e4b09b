import type { ApiFailure } from "../../api/ApiFailure.ts";
import type { UploadInput } from "./uploadMachine.ts";

/** The pairs of an `Upload-Metadata` header: names, and values in base64. */
export function metadataHeader(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => `${name} ${base64(value)}`).join(",");
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The path of a `Location`: a node may not know by which of its names this page has reached it. */
export function addressOf(location: string | null, base: string): string | null {
  if (location === null || !URL.canParse(location, base)) return null;
  const { pathname, search } = new URL(location, base);
  return `${pathname}${search}`;
}

export function offsetOf(header: string | null): number | null {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

/** Answers that another try may change. 423: the request before is not over, as the node sees it. */
const passing = new Set([401, 408, 423, 425, 429]);

/** What a refusal means for the upload. */
export function inputOf(failure: ApiFailure, during: "create" | "send" | "ask"): UploadInput {
  const { status, code } = failure;
  const isFull = code === "quota_reached" || code === "storage_full" || status === 507;
  if (status === 0 || passing.has(status) || (status >= 500 && !isFull)) return { kind: "broke" };
  // The answer to HEAD has no body, so that its status is all there is.
  if (during === "ask") return { kind: "lost" };
  if (during === "send" && code !== "name_taken") {
    if (status === 409) return { kind: "misplaced" };
    if (status === 404 || status === 410) return { kind: "lost" };
  }
  return { kind: "refused", failure };
}
