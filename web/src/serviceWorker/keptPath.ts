/** Of the node itself, whatever is below them (as its StaticAssets has it). */
const reserved = /^\/(api|realtime|storage|auth|health|metrics|ready)(\/|$)/;
/** A file of a bucket, by its id and name. */
const file = /^\/files\/[^/]+\/[^/]+/;

/** Whether an address is one of the page's own, which shows itself there. */
export function isPagePath(path: string): boolean {
  return !reserved.test(path) && !file.test(path) && !path.slice(path.lastIndexOf("/")).includes(".");
}

/** Whether a file is one that never changes under its name. */
export function isAssetPath(path: string): boolean {
  return /^\/assets\/[\w.-]+$/.test(path);
}
