import { type ReactElement, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import {
  changePreferences,
  mailChoices,
  notificationKinds,
  type NotificationPreferences,
  openPreferences,
  type PreferencesChange,
} from "../api/notifications.ts";
import type { Language } from "../i18n/Language.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { timeZones } from "../settings/workspace/places.ts";
import { failureOf } from "../ui/failureOf.ts";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Field } from "../ui/Field.tsx";
import { faultsByField } from "../ui/fieldFaults.ts";
import { Section } from "../ui/Section.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { SettledSelect } from "../ui/SettledSelect.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { WorkQueue } from "../ui/WorkQueue.ts";
import { useWords } from "./words/useWords.ts";

/** What one is told of, where and when; each choice is stored as it is made. */
export default function PreferencesSection(): ReactElement {
  const words = useWords().preferences;
  const fetched = useFetched(openPreferences);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isSaved, setSaved] = useState(false);
  // One after the other, so that the last choice is the one that stays.
  const [choices] = useState(() => new WorkQueue());
  const store = async (wanted: PreferencesChange) => {
    try {
      const stored = await changePreferences(wanted);
      setFailure(null);
      // What was chosen meanwhile is shown already.
      if (choices.length > 1) return;
      fetched.replace(stored);
      setSaved(true);
    } catch (error) {
      setFailure(failureOf(error));
      await fetched.reload();
    }
  };
  const change = (wanted: PreferencesChange) => {
    setSaved(false);
    // Shown at once; a refusal brings back what is.
    if (fetched.value !== null) fetched.replace(withChange(fetched.value, wanted));
    void choices.add(() => store(wanted));
  };
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <FetchedList fetched={fetched} lines={8}>
        {(preferences) => (
          <>
            <Section
              title={words.title}
              aside={<span role="status" className="text-xs text-good">{isSaved && words.saved}</span>}
            >
              <KindsTable preferences={preferences} onChange={change} />
            </Section>
            <Section title={words.daily}>
              <TimesForm
                preferences={preferences}
                faults={faultsByField(failure?.fields ?? [])}
                onChange={change}
              />
            </Section>
          </>
        )}
      </FetchedList>
    </>
  );
}

function withChange(
  preferences: NotificationPreferences,
  { kinds, ...rest }: PreferencesChange,
): NotificationPreferences {
  const changed = { ...preferences.kinds };
  for (const kind of notificationKinds) changed[kind] = { ...changed[kind], ...kinds?.[kind] };
  return { ...preferences, ...rest, kinds: changed };
}

interface PreferencesPartProps {
  readonly preferences: NotificationPreferences;
  readonly onChange: (change: PreferencesChange) => void;
}

function KindsTable({ preferences, onChange }: PreferencesPartProps): ReactElement {
  const words = useWords().preferences;
  return (
    <table className="w-full text-left" data-testid="notification-kinds">
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="px-4 py-1.5 font-normal">{words.kind}</th>
          <th scope="col" className="px-2 py-1.5 text-center font-normal">{words.page}</th>
          <th scope="col" className="py-1.5 pr-4 font-normal md:pl-4">{words.mail}</th>
        </tr>
      </thead>
      <tbody>
        {notificationKinds.filter((kind) => kind in preferences.kinds).map((kind) => {
          const { page, mail } = preferences.kinds[kind];
          const label = words.kinds[kind];
          return (
            <tr key={kind} className="border-t border-line">
              <th scope="row" className="px-4 py-1.5 font-medium max-md:pr-1">{label}</th>
              <td className="px-1 py-1.5 text-center md:px-2">
                <input
                  type="checkbox"
                  aria-label={words.pageLabel(label)}
                  className="size-4"
                  checked={page}
                  onChange={() => onChange({ kinds: { [kind]: { page: !page } } })}
                />
              </td>
              <td className="py-1.5 pr-4 md:pl-4">
                <SettledSelect
                  aria-label={words.mailLabel(label)}
                  className="w-36 md:w-44"
                  value={mail}
                  onChoose={(value) => {
                    const chosen = mailChoices.find((choice) => choice === value);
                    if (chosen !== undefined) onChange({ kinds: { [kind]: { mail: chosen } } });
                  }}
                >
                  {mailChoices.map((choice) => <option key={choice} value={choice}>{words.mails[choice]}</option>)}
                </SettledSelect>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function TimesForm(
  { preferences, faults, onChange }: PreferencesPartProps & { readonly faults: Readonly<Record<string, string>> },
): ReactElement {
  const words = useWords().preferences;
  const { language } = useSpeech();
  const zones = timeZones(preferences.timeZone ?? "UTC");
  return (
    <div className="grid gap-3 px-4 py-3 md:grid-cols-3">
      <Field label={words.dailyAt} fault={faults["dailyAt"]}>
        {(attributes) => (
          <input
            {...attributes}
            key={preferences.dailyAt}
            type="time"
            lang={language}
            className="control w-full"
            defaultValue={preferences.dailyAt}
            // Each key would be a choice of its own.
            onBlur={({ target: { value } }) =>
              value !== "" && value !== preferences.dailyAt && onChange({ dailyAt: value.slice(0, 5) })}
          />
        )}
      </Field>
      <SelectField
        name="timeZone"
        label={words.timeZone}
        value={preferences.timeZone ?? ""}
        isStored
        onChange={(zone) => onChange({ timeZone: zone === "" ? null : zone })}
        fault={faults["timeZone"]}
        options={[{ value: "", label: words.asWorkspace }, ...zones]}
      />
      <SelectField<Language | "">
        name="language"
        label={words.language}
        value={preferences.language ?? ""}
        isStored
        onChange={(chosen) => onChange({ language: chosen === "" ? null : chosen })}
        fault={faults["language"]}
        options={[
          { value: "", label: words.asPerson },
          { value: "fr", label: "Français", lang: "fr" },
          { value: "en", label: "English", lang: "en" },
        ]}
      />
      <p className="text-xs text-muted md:col-span-3">{words.heldBack}</p>
    </div>
  );
}
