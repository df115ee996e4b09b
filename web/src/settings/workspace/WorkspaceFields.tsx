import type { ReactElement } from "react";
import type { WorkspaceSettings } from "../../api/workspaces.ts";
import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useWords } from "../words/useWords.ts";
import { currencies, timeZones } from "./places.ts";

interface WorkspaceFieldsProps {
  readonly settings: WorkspaceSettings;
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (settings: WorkspaceSettings) => void;
}

/** What a workspace is called, and how it writes, counts and dates. */
export function WorkspaceFields({ settings, faults, onChange }: WorkspaceFieldsProps): ReactElement {
  const words = useWords().workspace;
  const { language } = useSpeech();
  return (
    <>
      <TextField
        name="name"
        label={words.name}
        value={settings.name}
        onChange={(name) => onChange({ ...settings, name })}
        fault={faults["name"]}
        autoComplete="organization"
        maxLength={200}
        required
      />
      <SelectField<Language>
        name="language"
        label={words.language}
        hint={words.languageHint}
        value={settings.language}
        onChange={(chosen) => onChange({ ...settings, language: chosen })}
        fault={faults["language"]}
        options={[{ value: "fr", label: "Français", lang: "fr" }, { value: "en", label: "English", lang: "en" }]}
      />
      <SelectField
        name="timeZone"
        label={words.timeZone}
        value={settings.timeZone}
        onChange={(timeZone) => onChange({ ...settings, timeZone })}
        fault={faults["timeZone"]}
        options={timeZones(settings.timeZone)}
      />
      <SelectField
        name="currency"
        label={words.currency}
        value={settings.currency}
        onChange={(currency) => onChange({ ...settings, currency })}
        fault={faults["currency"]}
        options={currencies(settings.currency, language)}
      />
    </>
  );
}
