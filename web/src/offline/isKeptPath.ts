/** What pages need to show themselves as they were last. First slices alone: what comes after them hangs on a cursor. */
const kept =
  /^\/api\/v1\/(leads|leads\/[\w-]+|leads\/[\w-]+\/(history|notes)|projects|projects\/[\w-]+\/(board|stages)|members|channels|channels\/[\w-]+(\/messages)?|notifications|tags|views|unread|me)(\?|$)/;

/** True for the path of an answer that is kept for when the node cannot be reached. */
export function isKeptPath(path: string): boolean {
  return kept.test(path) && !/[?&](cursor|before|after|around)=/.test(path);
}
