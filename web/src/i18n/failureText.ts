import type { ApiFailure } from "../api/ApiFailure.ts";
import type { KnownFailureCode, Messages } from "./english.ts";

/** The sentence for a failure: ours where the code is known, else the node's own. */
export function failureText(messages: Messages, failure: ApiFailure): string {
  const { byCode } = messages.failure;
  if (Object.hasOwn(byCode, failure.code)) return byCode[failure.code as KnownFailureCode];
  return failure.message === "" ? messages.failure.title : failure.message;
}
