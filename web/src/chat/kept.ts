/** What the browser keeps of the chat for one person in one workspace: what was begun, and what was not sent. */
const PREFIX = "uprising.chat";

export interface Owner {
  readonly workspaceId: string;
  readonly personId: string;
}

function nameOf({ workspaceId, personId }: Owner, what: string): string {
  return `${PREFIX}.${workspaceId}.${personId}.${what}`;
}

export function readKept(owner: Owner, what: string): string | null {
  try {
    return localStorage.getItem(nameOf(owner, what));
  } catch {
    // Storage may be switched off; then nothing is kept.
    return null;
  }
}

/** Null and an empty text take it away. */
export function keep(owner: Owner, what: string, text: string | null): void {
  try {
    if (text === null || text === "") localStorage.removeItem(nameOf(owner, what));
    else localStorage.setItem(nameOf(owner, what), text);
  } catch {
    // As above, or it is full.
  }
}

/** The draft of a channel or of a thread in it. */
export function draftName(channelId: string, parentId: string | null): string {
  return parentId === null ? `draft.${channelId}` : `draft.${channelId}.${parentId}`;
}
