import { type RefObject, useEffect, useRef } from "react";

/** Gives the focus to what opened a part of the page once that part is closed, as a dialog does by itself. */
export function useFocusBack(isOpen: boolean, opener: RefObject<HTMLElement>): void {
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen, opener]);
}
