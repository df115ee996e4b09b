import { lazy as lazyComponent } from "react";
import { loadedAreas } from "../i18n/loadedAreas.ts";

const pauseMs = 2000;

/** A part of the page that is loaded when it is first shown, with its sentences; while the node is away it is waited for. */
export const lazy: typeof lazyComponent = (load) => {
  const whole = () => load().then((part) => loadedAreas.ready().then(() => part));
  return lazyComponent(() => whole().catch(() => whenThere(whole)));
};

/** The same for a part that is always shown with the one that names it: fetched beside it, not when it was read. */
export const lazyBeside: typeof lazyComponent = (load) => {
  // Showing the part says what keeps it away.
  load().catch(() => {});
  return lazy(load);
};

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
