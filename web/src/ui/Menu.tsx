import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { Button } from "./Button.tsx";

export interface MenuItem {
  readonly label: string;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

/** A button that opens a short list of things to do. Arrows move in it, Escape closes it. */
export function Menu({ label, items }: { readonly label: string; readonly items: readonly MenuItem[] }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    whole.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener("pointerdown", onPointerDown);
    return () => document.removeEventListener("pointerdown", onPointerDown);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === "Escape" || event.key === "Tab") {
      setOpen(false);
      button.current?.focus();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    // The list around it has arrows of its own.
    event.stopPropagation();
    const all = [...whole.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
    const at = all.findIndex((item) => item === document.activeElement);
    all.at((at + step) % all.length)?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape and arrows count anywhere inside
    <div ref={whole} className="relative" onKeyDown={onKeyDown}>
      <Button
        ref={button}
        look="quiet"
        className="px-2!"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">⋯</span>
      </Button>
      {isOpen && (
        <div
          role="menu"
          aria-label={label}
          className="panel absolute right-0 z-10 mt-1 flex w-max max-w-[calc(100vw-2rem)] flex-col p-1 shadow-xl"
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              className={`min-h-9 rounded-md px-3 text-left -outline-offset-2 hover:bg-sunken focus-visible:bg-sunken ${
                item.isDangerous === true ? "text-bad" : ""
              }`}
              onClick={() => {
                setOpen(false);
                // Before what is chosen opens a dialog: it gives the focus back to where it was.
                button.current?.focus();
                item.onChoose();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
