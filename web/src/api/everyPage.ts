import { request } from "./request.ts";

/** More pages than this are a list that nobody reads to its end. */
const PAGES_MAX = 50;

/** All of a list that comes in pages, one page after another. `path` may have parameters. */
export async function everyPage<Item>(path: string, signal?: AbortSignal): Promise<readonly Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rest: string = cursor === null ? "" : `${path.includes("?") ? "&" : "?"}${new URLSearchParams({ cursor })}`;
    // oxlint-disable-next-line no-await-in-loop -- each page is asked for by the one before
    const answer: { readonly items: readonly Item[]; readonly next: string | null } = await request(
      "GET",
      `${path}${rest}`,
      signal === undefined ? {} : { signal },
    );
    all.push(...answer.items);
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return all;
}
