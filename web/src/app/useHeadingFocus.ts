import { type RefObject, useEffect, useRef } from "react";

/** For the heading of a page that is loaded late: takes the focus that was left with the page's place meanwhile. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement?.id === "content") heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}
