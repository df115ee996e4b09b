import type { ReactElement, ReactNode } from "react";
import { Button } from "../ui/Button.tsx";
import { usePopup } from "../ui/usePopup.ts";

interface PagesMenuProps {
  /** The page that is shown, or what the menu is called. */
  readonly label: string;
  /** The links; each closes the menu. */
  readonly children: (close: () => void) => ReactNode;
}

/** The pages behind one button, where there is no room for all of them beside each other. */
export function PagesMenu({ label, children }: PagesMenuProps): ReactElement {
  const { isOpen, setOpen, whole, button, onKeyDown } = usePopup();
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from anywhere inside
    <div ref={whole} className="min-w-0 lg:hidden" onKeyDown={onKeyDown}>
      <Button
        ref={button}
        look="quiet"
        className="max-w-full px-2! text-ink!"
        aria-expanded={isOpen}
        aria-controls="pages-menu"
        data-testid="pages-menu"
        onClick={() => setOpen(!isOpen)}
      >
        <span className="min-w-0 truncate">{label}</span>
        <span aria-hidden="true" className={`transition-transform ${isOpen ? "rotate-180" : ""}`}>▾</span>
      </Button>
      {isOpen && (
        <nav
          id="pages-menu"
          aria-label={label}
          className="panel absolute inset-x-2 top-full z-20 mt-1 grid grid-cols-2 gap-1 p-2 shadow-xl md:right-auto md:w-80"
        >
          {children(() => setOpen(false))}
        </nav>
      )}
    </div>
  );
}
