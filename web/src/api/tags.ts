import { request } from "./request.ts";

export async function listTags(
  signal: AbortSignal,
): Promise<readonly { readonly name: string; readonly leads: number }[]> {
  return (await request<{ items: readonly { name: string; leads: number }[] }>("GET", "/api/v1/tags", { signal }))
    .items;
}
