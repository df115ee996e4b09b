import { type ReactElement, useState } from "react";
import { accountKinds, changeAccount, type LedgerAccount, listAccounts } from "../../api/ledgerAccounts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { Amounts } from "../amounts/Amounts.tsx";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { accountPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { AccountDialog } from "./AccountDialog.tsx";

/** The accounts of the books by kind, with what each holds. */
export function AccountsPage(): ReactElement {
  const words = useWords().accounts;
  const { permissions } = useSession();
  const canPost = permissions.includes("ledger.post");
  const fetched = useFetched(listAccounts);
  const { members } = useLookups(null);
  const act = useAct();
  const [edited, setEdited] = useState<LedgerAccount | "new" | null>(null);
  useMoneyEvents("ledger.posted", fetched.reload);
  const toggle = (account: LedgerAccount) =>
    void act.run(async () => {
      try {
        await changeAccount(account, { closed: account.closedAt === null });
      } finally {
        await fetched.reload();
      }
    });
  const create = canPost && <Button onClick={() => setEdited("new")}>{words.create}</Button>;
  return (
    <MoneyFrame chosen="accounts" aside={create}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{words.intro}</p>
        {act.failure !== null && <FailureNotice failure={act.failure} />}
        <FetchedList fetched={fetched} lines={6}>
          {(accounts) =>
            accounts.length === 0
              ? (
                <div className="panel">
                  <EmptyNote title={words.emptyTitle} text={words.emptyText} />
                </div>
              )
              : accountKinds.map((kind) => {
                const own = accounts.filter((account) => account.kind === kind);
                return own.length > 0 && (
                  <Section key={kind} title={words.kinds[kind]}>
                    <ul className="divide-y divide-line">
                      {own.map((account) => (
                        <AccountRow
                          key={account.id}
                          account={account}
                          person={members.find(({ person }) => person.id === account.personId)?.person.name ?? null}
                          onEdit={canPost ? () => setEdited(account) : null}
                          onToggle={() => toggle(account)}
                        />
                      ))}
                    </ul>
                  </Section>
                );
              })}
        </FetchedList>
      </div>
      {edited !== null && (
        <AccountDialog
          account={edited === "new" ? null : edited}
          members={members}
          onSaved={fetched.reload}
          onClose={() => setEdited(null)}
        />
      )}
    </MoneyFrame>
  );
}

interface AccountRowProps {
  readonly account: LedgerAccount;
  readonly person: string | null;
  /** Null for who may only read. */
  readonly onEdit: (() => void) | null;
  readonly onToggle: () => void;
}

function AccountRow({ account, person, onEdit, onToggle }: AccountRowProps): ReactElement {
  const words = useWords().accounts;
  return (
    <li data-testid="account-row" data-code={account.code} className="flex items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <Link to={accountPath(account.id)} className="font-medium break-words hover:underline">{account.name}</Link>
          {account.closedAt !== null && <Badge look="warn">{words.closed}</Badge>}
          {account.currency !== null && <Badge>{account.currency}</Badge>}
        </p>
        <p className="text-xs break-all text-muted">
          <code className="font-mono">{shortCode(account.code)}</code>
          {person !== null && ` · ${person}`}
        </p>
      </div>
      <span className="text-right font-medium">
        <Amounts amounts={account.balances} />
      </span>
      {onEdit !== null && (
        <Menu
          label={words.actions(account.name)}
          items={[
            { label: words.rename, onChoose: onEdit },
            { label: account.closedAt === null ? words.close : words.reopen, onChoose: onToggle },
          ]}
        />
      )}
    </li>
  );
}

/** A code that ends with the id of someone, whose name is shown beside it, is cut. */
export function shortCode(code: string): string {
  return code.replace(/^(\w+:)([0-9A-F]{8})[0-9A-F-]{20,}$/, "$1$2…");
}
