import { type ReactElement, useState } from "react";
import { noFilter } from "../../api/LeadFilter.ts";
import { deleteTag, listTags, renameTag, type Tag } from "../../api/tags.ts";
import { leadsPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { TAG_LENGTH_MAX } from "../../leadWork/tagList.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

/** The tags in use, the most used first, to be renamed, joined and taken away everywhere at once. */
export default function TagsSection(): ReactElement {
  const words = useWords().tags;
  const { formats } = useSpeech();
  const { permissions } = useSession();
  const tags = useFetched(listTags);
  const [renamed, setRenamed] = useState<Tag | null>(null);
  const [doomed, setDoomed] = useState<Tag | null>(null);
  const [said, setSaid] = useState("");
  const mayWrite = permissions.includes("leads.write");
  return (
    <Section title={words.title}>
      <p className="px-4 pt-3 text-muted">{words.intro}</p>
      <p role="status" className="px-4 text-good empty:hidden">{said}</p>
      <FetchedList fetched={tags}>
        {(items) =>
          items.length === 0
            ? <p className="px-4 py-6 text-center text-muted">{words.empty}</p>
            : (
              <ul className="mt-2 divide-y divide-line border-t border-line" data-testid="tags">
                {items.toSorted((one, other) => other.leads - one.leads || one.name.localeCompare(other.name)).map((
                  tag,
                ) => (
                  <li key={tag.name} className="flex min-h-11 items-center justify-between gap-3 px-4 py-1">
                    <span className="min-w-0 flex-1 font-medium wrap-anywhere">{tag.name}</span>
                    <Link
                      to={leadsPath({ ...noFilter, rest: `${new URLSearchParams({ tag: tag.name })}` })}
                      className="text-accent underline underline-offset-2"
                    >
                      {words.leads(formats.number(tag.leads), tag.leads)}
                    </Link>
                    {mayWrite && (
                      <Menu
                        label={words.actions(tag.name)}
                        items={[
                          { label: words.rename, onChoose: () => setRenamed(tag) },
                          { label: words.remove, isDangerous: true, onChoose: () => setDoomed(tag) },
                        ]}
                      />
                    )}
                  </li>
                ))}
              </ul>
            )}
      </FetchedList>
      {renamed !== null && (
        <RenameDialog
          tag={renamed}
          known={tags.value ?? []}
          onDone={async (name) => {
            setSaid(words.renamed(renamed.name, name));
            await tags.reload();
          }}
          onClose={() => setRenamed(null)}
        />
      )}
      {doomed !== null && (
        <ConfirmDialog
          title={words.removeTitle(doomed.name)}
          text={words.removeText(formats.number(doomed.leads), doomed.leads)}
          verb={words.remove}
          onConfirm={async () => {
            await deleteTag(doomed.name);
            setSaid(words.removed(doomed.name));
            await tags.reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </Section>
  );
}

interface RenameDialogProps {
  readonly tag: Tag;
  readonly known: readonly Tag[];
  readonly onDone: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

function RenameDialog({ tag, known, onDone, onClose }: RenameDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.tags;
  const act = useAct();
  const [name, setName] = useState(tag.name);
  const isOther = known.some((one) => one.name !== tag.name && one.name.toLowerCase() === name.trim().toLowerCase());
  return (
    <FormDialog
      title={words.renameTitle(tag.name)}
      act={act}
      verb={isOther ? words.join : words.rename}
      onClose={onClose}
      onSubmit={() =>
        act.run(async () => {
          await renameTag(tag.name, name.trim());
          await onDone(name.trim());
        })}
    >
      <TextField
        name="name"
        label={words.name}
        value={name}
        onChange={setName}
        fault={faultsByField(act.failure?.fields ?? [])["name"]}
        maxLength={TAG_LENGTH_MAX}
        autoComplete="off"
      />
      {isOther && <p role="status" className="text-warn">{words.joinHint(name.trim())}</p>}
    </FormDialog>
  );
}
