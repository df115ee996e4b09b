import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { afterPaint } from "../app/firstPage.ts";
import { firstRows, type RowWindow, rowWindow } from "./rowWindow.ts";

/** Of a row at the browser's usual size of text, until one is measured. */
const USUAL_ROW_HEIGHT = 52;
/** Scrolling by less than so many rows changes nothing. */
const STEP = 10;

interface VisibleRows extends RowWindow {
  readonly rowHeight: number;
  /** Brings a row onto the screen, whether it is there yet or not. */
  readonly show: (index: number) => void;
}

/** Follows the scrolling of the page over a list whose rows are equally high; their height is that of the first one. */
export function useRowWindow(list: RefObject<HTMLElement>, count: number): VisibleRows {
  const [rowHeight, setRowHeight] = useState(USUAL_ROW_HEIGHT);
  const [offset, setOffset] = useState(0);
  const [screen, setScreen] = useState(innerHeight);
  const [isPainted, setPainted] = useState(false);
  useEffect(() => afterPaint(() => setPainted(true)), []);
  const isThere = count > 0;
  useLayoutEffect(() => {
    if (!isThere) return;
    const height = list.current?.firstElementChild?.getBoundingClientRect().height ?? 0;
    // Rows that are hidden have none.
    if (height > 0 && Math.abs(height - rowHeight) > 0.5) setRowHeight(height);
  }, [list, rowHeight, isThere]);
  useEffect(() => {
    let frame = 0;
    const follow = () => {
      const element = list.current;
      if (element === null || element.offsetParent === null) return;
      const step = STEP * rowHeight;
      setOffset(Math.floor(-element.getBoundingClientRect().top / step) * step);
      setScreen(innerHeight);
    };
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(follow);
    };
    addEventListener("scroll", onScroll, { passive: true });
    addEventListener("resize", onScroll);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener("scroll", onScroll);
      removeEventListener("resize", onScroll);
    };
  }, [list, rowHeight]);
  const show = (index: number) => {
    const element = list.current;
    if (element === null) return;
    const top = element.getBoundingClientRect().top + index * rowHeight;
    if (top < innerHeight * 0.2 || top > innerHeight * 0.8) scrollBy({ top: top - innerHeight / 2 });
  };
  const around = rowWindow(count, rowHeight, offset, screen);
  return { ...isPainted ? around : firstRows(around, rowHeight, screen), rowHeight, show };
}
