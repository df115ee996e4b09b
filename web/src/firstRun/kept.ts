/** What this browser keeps of the first run of a workspace. */
const PREFIX = "uprising.firstRun";
const OVER = "over";

/** The steps whose page was opened from the list. */
export function seenSteps(workspaceId: string): readonly string[] {
  return (read(workspaceId) ?? "").split(" ").filter((name) => name !== "" && name !== OVER);
}

export function noteStep(workspaceId: string, name: string): void {
  write(workspaceId, [...new Set([...seenSteps(workspaceId), name])].join(" "));
}

/** Whether someone hid the list in this browser. */
export function isFirstRunOver(workspaceId: string): boolean {
  return read(workspaceId) === OVER;
}

export function forgetFirstRun(workspaceId: string): void {
  write(workspaceId, OVER);
}

function read(workspaceId: string): string | null {
  try {
    return localStorage.getItem(`${PREFIX}.${workspaceId}`);
  } catch {
    // Storage may be switched off; then the list comes back with every visit, and can be hidden again.
    return null;
  }
}

function write(workspaceId: string, text: string): void {
  try {
    localStorage.setItem(`${PREFIX}.${workspaceId}`, text);
  } catch {
    // As above.
  }
}
