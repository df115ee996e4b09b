import { isRecord } from "./isRecord.ts";

/** Codes of the storage protocol, by the page's own; those that are missing here are refusals of the request's form. */
const codes: Readonly<Record<string, string>> = {
  NoSuchKey: "not_found",
  NoSuchBucket: "not_found",
  KeyAlreadyExists: "name_taken",
  BucketAlreadyExists: "name_taken",
  ResourceNotEmpty: "bucket_not_empty",
  TooManyBuckets: "too_many_buckets",
  EntityTooLarge: "too_large",
  InvalidMimeType: "type_refused",
  InvalidKey: "key_invalid",
  InvalidBucketName: "key_invalid",
  QuotaExceeded: "quota_reached",
  DiskFull: "storage_full",
  InternalError: "internal_error",
  InvalidRequest: "invalid_request",
};

/** What a refusal in the storage protocol means: it tells its status in the body, under an HTTP status that is 400 for most. */
export function storageProblem(body: unknown): { readonly code: string; readonly status: number } | null {
  if (!isRecord(body)) return null;
  const { statusCode, code, message } = body as Readonly<Record<string, unknown>>;
  if (typeof statusCode !== "string" || typeof code !== "string") return null;
  // A token that is not taken is told as 403 in that protocol; here it is what makes the page renew it.
  if (code === "AccessDenied") {
    const isToken = typeof message === "string" && /jwt|"exp"|authorization/.test(message);
    return isToken ? { code: "unauthenticated", status: 401 } : { code: "forbidden", status: 403 };
  }
  return { code: codes[code] ?? code, status: Number(statusCode) };
}
