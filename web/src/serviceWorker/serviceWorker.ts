// What the browser runs beside the page: it shows the page when the node cannot be reached. A file of its own at the root,
// since it may answer for nothing above itself; the build writes the release into it, so that another release is another file.
import { isAssetPath, isPagePath } from "./keptPath.ts";
import type { Release } from "./Release.ts";
import { Shell } from "./Shell.ts";

declare const RELEASE: Release;

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface InstallEvent extends LastingEvent {
  /** Chromium's: what is decided without starting this script at all. */
  addRoutes?(rules: readonly object[]): Promise<void>;
}

interface AskedEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  addEventListener(kind: "install", work: (event: InstallEvent) => void): void;
  addEventListener(kind: "activate", work: (event: LastingEvent) => void): void;
  addEventListener(kind: "fetch", work: (event: AskedEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}

const worker = globalThis as unknown as Worker;
const shell = new Shell(RELEASE, {
  caches,
  fetch: (request, options) => fetch(request, options),
  later: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
});

/** While the node is there, nobody waits for this script: pages and files race it to the network, and nothing else comes here. */
const routes = [
  { condition: { requestMode: "navigate" }, source: "race-network-and-fetch-handler" },
  { condition: { urlPattern: "/assets/*" }, source: "race-network-and-fetch-handler" },
  { condition: { urlPattern: "/*" }, source: "network" },
];

worker.addEventListener("install", (event) => {
  // A browser that does not know these rules asks this script every time.
  event.waitUntil(Promise.resolve(event.addRoutes?.(routes)).catch(() => {}));
  event.waitUntil(shell.keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(shell.tidy().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.destination === "document" && isPagePath(pathname)) event.respondWith(shell.page(request));
  else if (isAssetPath(pathname)) event.respondWith(shell.asset(request));
});
