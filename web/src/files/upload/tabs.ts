import type { Tabs } from "./UploadNotebook.ts";

const LOCK = "uprising.tab.";

/**
 * The tabs of this browser by Web Locks: each holds one of its own, which is gone with the tab however that ends. A page served
 * without TLS has none: there a tab cannot tell what another one is sending from what was interrupted.
 */
export function tabsByLocks(): Tabs {
  const own = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
  // Not there at all on a page without TLS, whatever the type says.
  const locks = navigator.locks as LockManager | undefined;
  // Never given back: it ends with the page.
  locks?.request(`${LOCK}${own}`, () => new Promise<never>(() => {})).catch(() => {});
  return {
    own,
    async others() {
      const held = (await locks?.query())?.held ?? [];
      const tabs = held.map(({ name }) => name ?? "").filter((name) => name.startsWith(LOCK));
      return new Set(tabs.map((name) => name.slice(LOCK.length)).filter((tab) => tab !== own));
    },
  };
}
