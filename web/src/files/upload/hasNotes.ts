/** Each entry of the browser's storage that remembers uploads begins with this. */
export const NOTES_PREFIX = "uprising.uploads.";

/** Whether this browser remembers uploads of anyone. Small and apart, since the first page asks. */
export function hasNotes(): boolean {
  try {
    return Object.keys(localStorage).some((entry) => entry.startsWith(NOTES_PREFIX));
  } catch {
    // Storage may be switched off.
    return false;
  }
}
