/** Later than anything that somebody waits for. */
const AFTER_MS = 1_500;

/**
 * Has the browser keep the page itself, so that it opens when the node is away. Browsers do so only over TLS or on this
 * machine; elsewhere, and where it is switched off, a reload needs the node.
 */
export function keepPage(): () => void {
  const timer = setTimeout(() => {
    navigator.serviceWorker?.register("/service-worker.js", { updateViaCache: "none" }).catch(() => {});
  }, AFTER_MS);
  return () => clearTimeout(timer);
}
