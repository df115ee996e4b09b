import type { ReactElement } from "react";
import type { Member } from "../../api/members.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../words/useWords.ts";
import { OWNER, sharedOf, type ShareForm } from "./ruleForm.ts";

interface SharesFieldProps {
  readonly shares: readonly ShareForm[];
  readonly members: readonly Member[];
  /** What is wrong, by the field's name: `shares`, or of one of them. */
  readonly fault: (name: string) => string | undefined;
  readonly onChange: (shares: readonly ShareForm[]) => void;
}

const MOST = 20;

/** Between whom a commission is split, and what is left to give. */
export function SharesField({ shares, members, fault, onChange }: SharesFieldProps): ReactElement {
  const words = useWords().rules;
  const { language, formats } = useSpeech();
  const change = (key: number, changed: Partial<ShareForm>) =>
    onChange(shares.map((share) => share.key === key ? { ...share, ...changed } : share));
  const shared = sharedOf(shares, language);
  const single = shares.map((_, index) => fault(`shares/${index}/personId`) ?? fault(`shares/${index}/share`))
    .find((found) => found !== undefined);
  return (
    <Field
      label={words.shares}
      hint={shared === null ? words.sharesHint : words.sharedOf(formats.percent(shared / 100))}
      fault={single ?? fault("shares")}
    >
      {(attributes) => (
        <div {...attributes} role="group" aria-label={words.shares} className="flex flex-col gap-1.5">
          {shares.map((share, index) => (
            <div key={share.key} className="flex gap-2">
              <select
                aria-label={words.sharePerson(index + 1)}
                aria-invalid={fault(`shares/${index}/personId`) !== undefined}
                className="control min-w-0 flex-1"
                value={share.personId}
                onChange={(event) => change(share.key, { personId: event.target.value })}
              >
                <option value="">–</option>
                <option value={OWNER}>{words.owner}</option>
                {members.map(({ person }) => <option key={person.id} value={person.id}>{person.name}</option>)}
                {share.personId !== "" && share.personId !== OWNER &&
                  !members.some(({ person }) => person.id === share.personId) && (
                  <option value={share.personId}>{words.gone}</option>
                )}
              </select>
              <input
                type="text"
                inputMode="decimal"
                aria-label={words.sharePercent(index + 1)}
                aria-invalid={fault(`shares/${index}/share`) !== undefined}
                className="control w-20 text-right tabular-nums"
                value={share.percent}
                onChange={(event) => change(share.key, { percent: event.target.value })}
              />
              <Button
                look="quiet"
                className="px-2!"
                aria-label={words.removeShare(index + 1)}
                aria-disabled={shares.length === 1}
                onClick={() => shares.length > 1 && onChange(shares.filter(({ key }) => key !== share.key))}
              >
                <span aria-hidden="true">×</span>
              </Button>
            </div>
          ))}
          {shares.length < MOST && (
            <Button
              className="self-start"
              onClick={() =>
                onChange([...shares, {
                  key: Math.max(...shares.map(({ key }) => key)) + 1,
                  personId: "",
                  percent: "",
                }])}
            >
              {words.addShare}
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}
