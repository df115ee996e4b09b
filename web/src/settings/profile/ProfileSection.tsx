import { type FormEvent, type ReactElement, useState } from "react";
import { changeProfile } from "../../api/me.ts";
import type { Session } from "../../api/Session.ts";
import { reloadSession } from "../../api/sessions.ts";
import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useWords } from "../words/useWords.ts";
import { EmailChange } from "./EmailChange.tsx";

type Chosen = Language | "workspace";

/** Who one is: name, language, address. */
export default function ProfileSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords();
  const speech = useSpeech();
  const { user } = session;
  const act = useAct();
  const [name, setName] = useState(user.name);
  const [language, setLanguage] = useState<Chosen>(user.language ?? "workspace");
  const [isMissing, setMissing] = useState(false);
  const [isSaved, setSaved] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    setMissing(name.trim() === "");
    if (name.trim() === "") return;
    const own = language === "workspace" ? null : language;
    const isDone = await act.run(async () => {
      await changeProfile({ name: name.trim(), language: own });
      await reloadSession();
    });
    if (!isDone) return;
    if (own !== (user.language ?? null)) speech.choose(own ?? session.workspace.language);
    setSaved(true);
  };
  const faults = faultsByField(act.failure?.fields ?? []);
  return (
    <>
      <Section title={words.profile.about}>
        <form noValidate onSubmit={submit} onChange={() => setSaved(false)} className="grid gap-4 p-4 md:grid-cols-2">
          <TextField
            name="name"
            label={words.profile.name}
            value={name}
            onChange={setName}
            fault={isMissing ? words.nameRequired : faults["name"]}
            autoComplete="name"
            maxLength={200}
            required
          />
          <SelectField<Chosen>
            name="language"
            label={words.profile.language}
            hint={words.profile.languageHint}
            value={language}
            onChange={setLanguage}
            options={[
              { value: "workspace", label: words.profile.followWorkspace },
              { value: "fr", label: "Français", lang: "fr" },
              { value: "en", label: "English", lang: "en" },
            ]}
          />
          <SaveBar act={act} isSaved={isSaved} className="md:col-span-2" />
        </form>
      </Section>
      <EmailChange user={user} />
    </>
  );
}
