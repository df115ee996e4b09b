import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

interface Popup {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  /** Around the button and what it opens. */
  readonly whole: RefObject<HTMLDivElement>;
  readonly button: RefObject<HTMLButtonElement>;
  /** For what is around both. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** What a button opens beside itself: closed by a press anywhere else, and by Escape, which leads back to the button. */
export function usePopup(): Popup {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  };
  return { isOpen, setOpen, whole, button, onKeyDown };
}
