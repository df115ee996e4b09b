import type { Release } from "./Release.ts";

const PREFIX = "uprising.page.";
const INDEX = "/index.html";
/** A network that is slower than this counts as none, when there is a page that was kept. */
const PATIENCE_MS = 4_000;

/** What the shell needs of the world. */
export interface ShellSurroundings {
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  readonly fetch: (request: Request | string, options?: RequestInit) => Promise<Response>;
  /** Resolves after a while. */
  readonly later: (delayMs: number) => Promise<void>;
}

/**
 * The page beside the network: its index and the scripts and styles of its main tasks, and whatever else of them was
 * used. Nothing that the node answers for somebody is in it.
 */
export class Shell {
  private readonly name: string;

  constructor(private readonly release: Release, private readonly around: ShellSurroundings) {
    this.name = PREFIX + release.version;
  }

  /** Keeps all of the release, or fails: an index without its scripts would show nothing. */
  async keep(): Promise<void> {
    const { fetch, caches } = this.around;
    const cache = await caches.open(this.name);
    // The node may have been replaced since it handed out the script that this runs in: another index is not this release's.
    const index = await fetch(INDEX, { cache: "no-cache", integrity: this.release.index });
    if (!index.ok) throw new Error(`Shell: the index is answered with ${index.status}`);
    await cache.addAll(this.release.files);
    await cache.put(INDEX, index);
  }

  /** Forgets all but this release and the one before, whose page may still be open in a tab. */
  async tidy(): Promise<void> {
    const { caches } = this.around;
    const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.name);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** The page as the node has it; as it was kept when the node is out of reach. */
  async page(request: Request): Promise<Response> {
    const network = this.around.fetch(request);
    const answer = await Promise.race([
      network.catch(() => null),
      this.around.later(PATIENCE_MS).then(() => null),
    ]);
    return answer ?? await this.around.caches.match(INDEX, { cacheName: this.name, ignoreVary: true }) ?? network;
  }

  /** A file whose name says what is in it: any that was kept will do. */
  async asset(request: Request): Promise<Response> {
    const { fetch, caches } = this.around;
    const kept = await caches.match(request.url, { ignoreVary: true });
    if (kept !== undefined) return kept;
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("cache-control")?.includes("immutable") === true) {
      const cache = await caches.open(this.name);
      await cache.put(request.url, answer.clone());
    }
    return answer;
  }
}
