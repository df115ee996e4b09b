import { type ReactElement, Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { usePopup } from "../ui/usePopup.ts";

const AccountMenuBody = lazy(() => import("./AccountMenuBody.tsx"));

export interface AccountMenuProps {
  readonly onKeyboard: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu({ onKeyboard, onSignOut }: AccountMenuProps): ReactElement {
  const { messages } = useSpeech();
  const { isOpen, setOpen, whole, button, onKeyDown } = usePopup();
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from anywhere inside
    <div ref={whole} className="relative" onKeyDown={onKeyDown}>
      <Button
        ref={button}
        look="quiet"
        className="max-md:px-2!"
        aria-expanded={isOpen}
        aria-controls="account-menu"
        onClick={() => setOpen(!isOpen)}
      >
        {messages.shell.menu}
        <span aria-hidden="true" className={`transition-transform ${isOpen ? "rotate-180" : ""}`}>▾</span>
      </Button>
      {isOpen && (
        <div
          id="account-menu"
          className="panel absolute right-0 z-20 mt-1 flex w-72 max-h-[calc(100dvh-4.5rem)] max-w-[calc(100vw-2rem)] flex-col gap-3 overflow-y-auto p-4 shadow-xl"
        >
          <Suspense fallback={<div className="h-64" />}>
            <AccountMenuBody
              onClose={() => setOpen(false)}
              onKeyboard={() => {
                setOpen(false);
                onKeyboard();
              }}
              onSignOut={onSignOut}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
