import { lazy as lazyComponent } from "react";

const pauseMs = 2000;

/** A part of the page that is loaded when it is first shown; while the node is away it is waited for. */
export const lazy: typeof lazyComponent = (load) => lazyComponent(() => load().catch(() => whenThere(load)));

/** A node that is there and does not have it has a newer page: that is for the boundary around it to say. */
async function whenThere<T>(load: () => Promise<T>): Promise<T> {
  if (await isNodeThere()) return load();
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return whenThere(load);
}

async function isNodeThere(): Promise<boolean> {
  try {
    await fetch("/health", { cache: "no-store" });
    return true;
  } catch {
    return false;
  }
}
