import { type ReactElement, useState } from "react";
import { changeRule, type CommissionRule, deleteRule, listRules } from "../../api/commissionRules.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { type Lookups, useLookups } from "../../leadWork/useLookups.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { noonOf } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { useWords } from "../words/useWords.ts";
import { RuleDialog } from "./RuleDialog.tsx";
import { OWNER } from "./ruleForm.ts";
import { TwoPeopleSection } from "./TwoPeopleSection.tsx";

/** What a won lead raises, and how many people a payout needs. */
export function RulesPage(): ReactElement {
  const words = useWords().rules;
  const { permissions } = useSession();
  const fetched = useFetched(listRules);
  const lookups = useLookups(null);
  const act = useAct();
  const [edited, setEdited] = useState<CommissionRule | "new" | null>(null);
  const [doomed, setDoomed] = useState<CommissionRule | null>(null);
  const toggle = (rule: CommissionRule) =>
    void act.run(async () => {
      try {
        await changeRule(rule, { enabled: !rule.enabled });
      } finally {
        // Refused or not, someone may have changed it.
        await fetched.reload();
      }
    });
  return (
    <MoneyFrame chosen="rules">
      <div className="flex flex-col gap-4">
        <p className="text-muted">{words.intro}</p>
        {act.failure !== null && <FailureNotice failure={act.failure} />}
        <Section title={words.title} aside={<Button onClick={() => setEdited("new")}>{words.create}</Button>}>
          <FetchedList fetched={fetched}>
            {(rules) =>
              rules.length === 0
                ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
                : (
                  <ul className="divide-y divide-line" data-testid="rules">
                    {rules.map((rule) => (
                      <li key={rule.id} data-testid="rule" className="flex items-center gap-3 px-4 py-2.5">
                        <RuleAbout rule={rule} lookups={lookups} />
                        <Menu
                          label={words.actions(rule.name)}
                          items={[
                            {
                              label: words.edit,
                              onChoose: () =>
                                setEdited(rule),
                            },
                            {
                              label: rule.enabled ? words.switchOff : words.switchOn,
                              onChoose: () =>
                                toggle(rule),
                            },
                            {
                              label: words.delete,
                              isDangerous: true,
                              onChoose: () =>
                                setDoomed(rule),
                            },
                          ]}
                        />
                      </li>
                    ))}
                  </ul>
                )}
          </FetchedList>
        </Section>
        {permissions.includes("workspace.manage") && <TwoPeopleSection />}
      </div>
      {edited !== null && (
        <RuleDialog
          rule={edited === "new" ? null : edited}
          lookups={lookups}
          onSaved={fetched.reload}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <ConfirmDialog
          title={words.deleteTitle(doomed.name)}
          text={words.deleteText}
          verb={words.delete}
          onConfirm={async () => {
            await deleteRule(doomed);
            await fetched.reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </MoneyFrame>
  );
}

function RuleAbout({ rule, lookups }: { readonly rule: CommissionRule; readonly lookups: Lookups }): ReactElement {
  const words = useWords().rules;
  const money = useMoney();
  const { formats } = useSpeech();
  const nameOf = (id: string) =>
    id === OWNER ? words.owner : lookups.members.find(({ person }) => person.id === id)?.person.name ?? words.gone;
  const share = (hundredths: number) => formats.number(hundredths / 100);
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-2 font-medium break-words">
        {rule.name}
        {!rule.enabled && <Badge look="warn">{words.off}</Badge>}
      </p>
      <Dotted>
        <span>
          {rule.amount === null ? words.ofValue(share(rule.rate ?? 0)) : words.each(money(rule.amount))}
        </span>
        <span>
          {rule.projectId === null
            ? words.everyProject
            : lookups.projects.find(({ id }) => id === rule.projectId)?.name ?? "…"}
        </span>
        <span>
          {rule.shares.map(({ personId, share: part }) => `${nameOf(personId)} ${words.partOf(share(part))}`).join(
            ", ",
          )}
        </span>
        {rule.validFrom !== null && <span>{words.since(formats.day(noonOf(rule.validFrom)))}</span>}
        {rule.validTo !== null && <span>{words.until(formats.day(noonOf(rule.validTo)))}</span>}
      </Dotted>
    </div>
  );
}
