import { type ReactElement, useMemo } from "react";
import type { Permission } from "../api/Permission.ts";
import { NotFoundPage } from "../app/NotFoundPage.tsx";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { AccountPage } from "./accounts/AccountPage.tsx";
import { AccountsPage } from "./accounts/AccountsPage.tsx";
import { type MoneyPlace, moneyPlaceOf } from "./MoneyPlace.ts";
import { PayoutPage } from "./payouts/PayoutPage.tsx";
import { PayoutsPage } from "./payouts/PayoutsPage.tsx";
import { RulesPage } from "./rules/RulesPage.tsx";
import { StatementsPage } from "./statements/StatementsPage.tsx";
import { NewTransactionPage } from "./transactions/NewTransactionPage.tsx";
import { TransactionPage } from "./transactions/TransactionPage.tsx";
import { TransactionsPage } from "./transactions/TransactionsPage.tsx";
import { useWords } from "./words/useWords.ts";

/** What opens each page. */
const openedBy: Readonly<Record<MoneyPlace["view"], Permission | null>> = {
  payouts: "payouts.read",
  payout: "payouts.read",
  statements: "payouts.read",
  rules: "commissions.manage",
  accounts: "ledger.read",
  account: "ledger.read",
  transactions: "ledger.read",
  transaction: "ledger.read",
  newTransaction: "ledger.post",
  unknown: null,
};

/** The pages about payouts and the books: loaded when one is first opened. */
export default function MoneyPages({ path, search }: { readonly path: string; readonly search: string }): ReactElement {
  const { permissions } = useSession();
  const place = useMemo(() => moneyPlaceOf(path, search), [path, search]);
  const needed = openedBy[place.view];
  if (needed !== null && !permissions.includes(needed)) return <Refusal />;
  switch (place.view) {
    case "payouts":
      return <PayoutsPage filter={place.filter} />;
    case "payout":
      return <PayoutPage key={place.payoutId} payoutId={place.payoutId} />;
    case "statements":
      return <StatementsPage query={place.query} />;
    case "rules":
      return <RulesPage />;
    case "accounts":
      return <AccountsPage />;
    case "account":
      return <AccountPage key={place.accountId} accountId={place.accountId} />;
    case "transactions":
      return <TransactionsPage filter={place.filter} />;
    case "transaction":
      return <TransactionPage key={place.transactionId} transactionId={place.transactionId} />;
    case "newTransaction":
      return <NewTransactionPage />;
    case "unknown":
      return <NotFoundPage />;
  }
}

function Refusal(): ReactElement {
  const words = useWords();
  useTitle(words.title);
  return (
    <PageMessage title={words.refusedTitle}>
      <p>{words.refusedText}</p>
      <Link to={leadsPath()} className={buttonClass("plain")}>{words.refusedBack}</Link>
    </PageMessage>
  );
}
