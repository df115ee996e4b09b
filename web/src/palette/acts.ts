import { useEffect } from "react";

/** Something that the page which is shown can do, for the palette to offer. */
export interface PageAct {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

let present: readonly PageAct[] = [];

/** What the page that is shown can do. */
export function pageActs(): readonly PageAct[] {
  return present;
}

/** Offers acts as long as the page is shown. `acts` must stay the same until they change. */
export function usePageActs(acts: readonly PageAct[]): void {
  useEffect(() => {
    present = acts;
    return () => {
      if (present === acts) present = [];
    };
  }, [acts]);
}
