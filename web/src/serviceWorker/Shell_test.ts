import * as assert from "node:assert/strict";
import { Shell } from "./Shell.ts";

/** Caches in memory, and a network that can be away. */
class World {
  readonly stores = new Map<string, Map<string, Response>>();
  readonly asked: string[] = [];
  isAway = false;
  isSlow = false;
  answers = new Map<string, Response>();

  readonly fetch = (request: Request | string): Promise<Response> => {
    const path = pathOf(request);
    this.asked.push(path);
    if (this.isSlow) return new Promise(() => {});
    const answer = this.isAway ? undefined : this.answers.get(path);
    return answer === undefined ? Promise.reject(new TypeError("network")) : Promise.resolve(answer.clone());
  };

  readonly later = (): Promise<void> => this.isSlow ? Promise.resolve() : new Promise(() => {});

  readonly caches = {
    open: (name: string) => {
      const store = this.stores.get(name) ?? new Map<string, Response>();
      this.stores.set(name, store);
      const put = (path: Request | string, answer: Response) => Promise.resolve(void store.set(pathOf(path), answer));
      const addAll = async (paths: Iterable<Request | string>) => {
        await Promise.all([...paths].map(async (path) => put(path, await this.fetch(path))));
      };
      return Promise.resolve({ put, addAll } as unknown as Cache);
    },
    keys: () => Promise.resolve([...this.stores.keys()]),
    delete: (name: string) => Promise.resolve(this.stores.delete(name)),
    match: (request: Request | string, options?: MultiCacheQueryOptions) => {
      const stores = options?.cacheName === undefined
        ? [...this.stores.values()]
        : [this.stores.get(options.cacheName) ?? new Map<string, Response>()];
      return Promise.resolve(
        stores.map((store) => store.get(pathOf(request))).find((answer) => answer !== undefined)?.clone(),
      );
    },
  } as unknown as CacheStorage;

  serve(path: string, text: string, isImmutable = false): void {
    this.answers.set(
      path,
      new Response(text, { headers: isImmutable ? { "cache-control": "public, immutable" } : {} }),
    );
  }
}

function pathOf(request: Request | string): string {
  return new URL(typeof request === "string" ? request : request.url, "https://node.example").pathname;
}

const get = (path: string) => new Request(`https://node.example${path}`);

function shell(world: World, version = "1"): Shell {
  return new Shell({ version, index: "sha256-x", files: ["/assets/app-1.js"] }, world);
}

Deno.test("without all of its files, no page is kept", async () => {
  const world = new World();
  world.serve("/index.html", "index 1");
  await shell(world).keep().then(() => assert.ok(false), () => {});
  world.isAway = true;
  await shell(world).page(get("/leads")).then(() => assert.ok(false), () => {});
});

Deno.test("the node's own page comes first, and the one that was kept when there is no node or none that answers", async () => {
  const world = new World();
  world.serve("/index.html", "index 1");
  world.serve("/leads", "index 2");
  world.serve("/assets/app-1.js", "script", true);
  await shell(world).keep();
  assert.equal(await (await shell(world).page(get("/leads"))).text(), "index 2");
  world.isAway = true;
  assert.equal(await (await shell(world).page(get("/leads"))).text(), "index 1");
  world.isSlow = true;
  assert.equal(await (await shell(world).page(get("/leads"))).text(), "index 1");
});

Deno.test("a file that never changes is asked for once, and any other is not kept", async () => {
  const world = new World();
  world.serve("/assets/board-1.js", "board", true);
  world.serve("/assets/loose.js", "loose");
  for (const path of ["/assets/board-1.js", "/assets/board-1.js", "/assets/loose.js", "/assets/loose.js"]) {
    // oxlint-disable-next-line no-await-in-loop -- the second is asked for after the first
    await shell(world).asset(get(path));
  }
  assert.deepEqual(world.asked, ["/assets/board-1.js", "/assets/loose.js", "/assets/loose.js"]);
});

Deno.test("the release before is kept for tabs that still show it, and none before that", async () => {
  const world = new World();
  for (const name of ["other", "uprising.page.1", "uprising.page.2", "uprising.page.3"]) {
    // oxlint-disable-next-line no-await-in-loop -- in this order
    await world.caches.open(name);
  }
  await shell(world, "3").tidy();
  assert.deepEqual([...world.stores.keys()], ["other", "uprising.page.2", "uprising.page.3"]);
});
