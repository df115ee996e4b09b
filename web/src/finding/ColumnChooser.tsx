import { type ReactElement, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { type ColumnName, columnNames, COLUMNS_MAX, columnsOf, usualColumns } from "../leads/columns.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";

interface ColumnChooserProps {
  readonly columns: readonly ColumnName[];
  readonly onChange: (columns: readonly ColumnName[]) => void;
}

/** Which columns the list shows. Not there on a phone, which has room for none. */
export function ColumnChooser({ columns, onChange }: ColumnChooserProps): ReactElement {
  const words = useWords().find;
  const { leads, shell } = useSpeech().messages;
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="max-md:hidden">
      <Button look="quiet" data-testid="columns" onClick={() => setOpen(true)}>{words.columns}</Button>
      {isOpen && (
        <Dialog title={words.columns} onClose={() => setOpen(false)}>
          <p className="text-muted">{words.columnsAbout(COLUMNS_MAX)}</p>
          <ul className="grid grid-cols-2 gap-x-4">
            {columnNames.map((name) => {
              const isOn = columns.includes(name);
              return (
                <li key={name}>
                  <label className="flex min-h-9 cursor-pointer items-center gap-2">
                    <input
                      type="checkbox"
                      aria-label={leads[name]}
                      className="size-4"
                      checked={isOn}
                      disabled={!isOn && columns.length >= COLUMNS_MAX}
                      onChange={() =>
                        onChange(columnsOf(isOn ? columns.filter((one) => one !== name) : [...columns, name]))}
                    />
                    {leads[name]}
                  </label>
                </li>
              );
            })}
          </ul>
          <div className="flex justify-end gap-2">
            <Button look="quiet" onClick={() => onChange(usualColumns)}>{words.usualColumns}</Button>
            <Button onClick={() => setOpen(false)}>{shell.close}</Button>
          </div>
        </Dialog>
      )}
    </span>
  );
}
