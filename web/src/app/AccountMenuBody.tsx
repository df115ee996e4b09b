import { type ReactElement, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { TeamList } from "../team/TeamList.tsx";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { Link } from "../ui/Link.tsx";
import type { AccountMenuProps } from "./AccountMenu.tsx";
import { applyTheme, rememberedTheme, type Theme } from "./preferences.ts";
import { settingsPath } from "./Route.ts";
import { useSession } from "./SessionContext.ts";
import { WorkspaceSwitcher } from "./WorkspaceSwitcher.tsx";

/** What is in the account menu; loaded when it is first opened. */
export default function AccountMenuBody(
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
      <TeamList />
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
