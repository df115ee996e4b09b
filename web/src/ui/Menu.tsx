import { type KeyboardEvent, type ReactElement, type ReactNode, useLayoutEffect, useRef } from "react";
import { Button } from "./Button.tsx";
import { isLetter, itemFrom } from "./menuKeys.ts";
import { usePopup } from "./usePopup.ts";

export interface MenuItem {
  readonly label: string;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What stands on the button in place of three dots. */
  readonly children?: ReactNode;
}

/** A button that opens a list of things to do. Arrows and letters move in it, Enter does what they are at, Escape closes it. */
export function Menu({ label, items, children }: MenuProps): ReactElement {
  const { isOpen, setOpen, whole, button, onKeyDown: onPopupKey } = usePopup();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isOpen || list.current === null) return;
    moveIntoSight(list.current);
    itemsIn(list.current)[0]?.focus();
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === "Tab") {
      setOpen(false);
      button.current?.focus();
      return;
    }
    const all = itemsIn(list.current);
    const at = all.findIndex((item) => item === document.activeElement);
    const next = itemFrom(items.map((item) => item.label), at, event);
    if (next !== null) {
      event.preventDefault();
      all[next]?.focus();
    }
    // The list and the page around it have keys of their own.
    if (next !== null || isLetter(event)) event.stopPropagation();
    onPopupKey(event);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its keys count anywhere inside
    <div ref={whole} className="relative" onKeyDown={onKeyDown}>
      <Button
        ref={button}
        look={children === undefined ? "quiet" : "plain"}
        className={children === undefined ? "px-2!" : ""}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {children ?? <span aria-hidden="true">⋯</span>}
      </Button>
      {isOpen && (
        <div
          ref={list}
          role="menu"
          aria-label={label}
          className="panel absolute right-0 z-10 my-1 flex max-h-[min(24rem,60dvh)] w-max max-w-[min(24rem,calc(100vw-2rem))] flex-col overflow-y-auto p-1 shadow-xl"
        >
          {items.map((item, index) => (
            <button
              // oxlint-disable-next-line react/no-array-index-key -- two people may have one name
              key={index}
              type="button"
              role="menuitem"
              className={`min-h-9 shrink-0 rounded-md px-3 text-left -outline-offset-2 hover:bg-sunken focus-visible:bg-sunken ${
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

function itemsIn(list: HTMLElement | null): readonly HTMLElement[] {
  return [...list?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []];
}

/** Above its button where there is no room below, and further right where it would leave the page at the left. */
function moveIntoSight(list: HTMLElement): void {
  const box = list.getBoundingClientRect();
  const button = list.parentElement?.getBoundingClientRect() ?? box;
  if (box.bottom > innerHeight && button.top - box.height > 0) list.style.bottom = "100%";
  if (box.left < 8) list.style.right = `${Math.round(box.left - 8)}px`;
}
