import type { ReactElement, ReactNode } from "react";
import type { Permission } from "../api/Permission.ts";
import { useSession } from "../app/SessionContext.ts";
import { useHeadingFocus } from "../app/useHeadingFocus.ts";
import { useTitle } from "../app/useTitle.ts";
import { Tabs } from "../ui/Tabs.tsx";
import { accountsPath, payoutsPath, rulesPath, statementsPath, transactionsPath } from "./MoneyPlace.ts";
import { useWords } from "./words/useWords.ts";

const pages: readonly (readonly [MoneyTab, string, Permission])[] = [
  ["payouts", payoutsPath(), "payouts.read"],
  ["statements", statementsPath(), "payouts.read"],
  ["rules", rulesPath, "commissions.manage"],
  ["accounts", accountsPath, "ledger.read"],
  ["transactions", transactionsPath(), "ledger.read"],
];

export type MoneyTab = "payouts" | "statements" | "rules" | "accounts" | "transactions";

/** The pages about money, side by side. */
export function MoneyFrame(
  { chosen, title, aside, children }: {
    readonly chosen: MoneyTab;
    /** Of one thing among those of the page. */
    readonly title?: string;
    readonly aside?: ReactNode;
    readonly children: ReactNode;
  },
): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const heading = useHeadingFocus();
  useTitle(`${title ?? words.pages[chosen]} · ${words.title}`);
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold break-words">{title ?? words.title}</h1>
        <Tabs
          label={words.title}
          tabs={pages
            .filter(([, , permission]) => permissions.includes(permission))
            .map(([page, path]) => ({ path, name: words.pages[page], isChosen: page === chosen }))}
        />
        {aside !== undefined && <div className="flex flex-1 flex-wrap justify-end gap-2 empty:hidden">{aside}</div>}
      </div>
      {children}
    </div>
  );
}
