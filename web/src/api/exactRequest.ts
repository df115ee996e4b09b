import { withExactAmounts } from "../money/amounts/exactAmounts.ts";
import { ApiFailure } from "./ApiFailure.ts";
import { authorized } from "./request.ts";
import type { RequestOptions } from "./send.ts";

/** One JSON request whose answer holds money: every amount arrives as a whole number of its own, exact. */
export async function exactRequest<Answer>(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Answer> {
  const { text, traceId, status } = await authorized(method, path, options);
  if (status === 204) return undefined as Answer;
  try {
    return withExactAmounts(text) as Answer;
  } catch {
    throw new ApiFailure({ code: "malformed_answer", status: 0, traceId, detail: "" });
  }
}

/** An amount as it is sent; forms take none that would not arrive as it was typed. */
export function wireMoney({ amount, currency }: { readonly amount: bigint; readonly currency: string }): unknown {
  return { amount: Number(amount), currency };
}
