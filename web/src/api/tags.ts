import { everyPage } from "./everyPage.ts";
import { request } from "./request.ts";

/** A tag and how many leads have it. */
export interface Tag {
  readonly name: string;
  readonly leads: number;
}

export function listTags(signal: AbortSignal): Promise<readonly Tag[]> {
  return everyPage("/api/v1/tags", signal);
}

/** Every lead that has it; a name that is there already makes both one. */
export function renameTag(name: string, next: string): Promise<Tag> {
  return request("PATCH", `/api/v1/tags/${encodeURIComponent(name)}`, { body: { name: next } });
}

export async function deleteTag(name: string): Promise<void> {
  await request("DELETE", `/api/v1/tags/${encodeURIComponent(name)}`);
}
