import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { Link } from "../ui/Link.tsx";
import { settingsPath } from "./Route.ts";
import { applyTheme, rememberedTheme, type Theme } from "./preferences.ts";
import { useSession } from "./SessionContext.ts";
import { WorkspaceSwitcher } from "./WorkspaceSwitcher.tsx";

interface AccountMenuProps {
  readonly onKeyboard: () => void;
  readonly onSignOut: () => void;
}

/** Who is signed in, how the page looks and speaks, and the way out. */
export function AccountMenu({ onKeyboard, onSignOut }: AccountMenuProps): ReactElement {
  const { messages } = useSpeech();
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
          <AccountMenuBody
            onClose={() => setOpen(false)}
            onKeyboard={() => {
              setOpen(false);
              onKeyboard();
            }}
            onSignOut={onSignOut}
          />
        </div>
      )}
    </div>
  );
}

function AccountMenuBody(
  { onKeyboard, onSignOut, onClose }: AccountMenuProps & { readonly onClose: () => void },
): ReactElement {
  const { messages, language, choose } = useSpeech();
  const { shell } = messages;
  const session = useSession();
  const [theme, setTheme] = useState(rememberedTheme);
  const chooseTheme = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  return (
    <>
      <div className="min-w-0">
        <p className="sr-only">{shell.signedInAs}</p>
        <p className="truncate font-medium">{session.user.name}</p>
        <p className="truncate text-xs text-muted">{session.user.email}</p>
      </div>
      <WorkspaceSwitcher onClose={onClose} />
      <div className="flex items-center justify-between gap-2">
        <span aria-hidden="true">{messages.language.label}</span>
        <Choice
          label={messages.language.label}
          value={language}
          onChange={choose}
          options={[{ value: "fr", label: "Français", lang: "fr" }, { value: "en", label: "English", lang: "en" }]}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <span aria-hidden="true">{shell.theme}</span>
        <Choice
          label={shell.theme}
          value={theme}
          onChange={chooseTheme}
          options={(["system", "light", "dark"] as const).map((value) => ({ value, label: shell.themes[value] }))}
        />
      </div>
      <div className="-mx-2 flex flex-col items-stretch border-t border-line pt-2">
        <Link to={settingsPath()} className={`${buttonClass("quiet")} justify-start!`} onFollow={onClose}>
          {shell.settings}
        </Link>
        <Button look="quiet" className="justify-start!" onClick={onKeyboard}>{shell.keyboard}</Button>
        <Button look="quiet" className="justify-start!" onClick={onSignOut}>{shell.signOut}</Button>
      </div>
    </>
  );
}
