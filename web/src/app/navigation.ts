import { useSyncExternalStore } from "react";
import { parseRoute, type Route } from "./Route.ts";

const observers = new Set<() => void>();
let address = "";
let route: Route = { page: "leads", filter: { status: null, text: "", rest: "" } };

/** Goes to an address of this page; `replace` leaves no way back to the one before. */
export function navigate(path: string, replace = false): void {
  if (replace) history.replaceState(null, "", path);
  else {
    history.pushState(null, "", path);
    scrollTo(0, 0);
  }
  for (const observer of observers) observer();
}

export function useRoute(): Route {
  return useSyncExternalStore(observeAddress, currentRoute);
}

/** Calls `observer` after each change of address; returns what stops it. */
export function observeAddress(observer: () => void): () => void {
  observers.add(observer);
  addEventListener("popstate", observer);
  return () => {
    observers.delete(observer);
    removeEventListener("popstate", observer);
  };
}

/** The same object as long as the address is the same, as React asks of a snapshot. */
function currentRoute(): Route {
  const { pathname, search } = location;
  if (`${pathname}${search}` !== address) {
    address = `${pathname}${search}`;
    route = parseRoute(pathname, search);
  }
  return route;
}
