import { ApiFailure } from "../api/ApiFailure.ts";
import { randomHex } from "../api/trace.ts";

export function newIdempotencyKey(): string {
  return randomHex(16);
}

/**
 * Whether the next attempt must carry the same key. After an answer that never came the lead may be stored, and only
 * the same key keeps it from being stored twice; after a refusal the corrected form is a request of its own.
 */
export function keepsKey(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.isUncertain;
}
