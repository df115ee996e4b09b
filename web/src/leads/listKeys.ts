import type { KeyboardEvent } from "react";

/** Moves the focus between the rows of a list by arrows, Home and End; Enter is the link's own. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-lead-link]")];
  const at = links.findIndex((link) => link === document.activeElement);
  const target = targetOf(event.key, at, links.length);
  if (target === null) return;
  event.preventDefault();
  links[target]?.focus();
}

/** The row that a key leads to from row `at` (-1 for none), or null when the key is no such key. */
export function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
