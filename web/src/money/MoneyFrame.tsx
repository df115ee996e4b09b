import { type ReactElement, type ReactNode, useLayoutEffect, useRef } from "react";
import type { Permission } from "../api/Permission.ts";
import { useSession } from "../app/SessionContext.ts";
import { useHeadingFocus } from "../app/useHeadingFocus.ts";
import { useTitle } from "../app/useTitle.ts";
import { Link } from "../ui/Link.tsx";
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

/** The pages about money, side by side; on a narrow screen they scroll sideways. */
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
  const tabs = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const current = tabs.current?.querySelector<HTMLElement>("[aria-current]");
    if (current === null || current === undefined || tabs.current === null) return;
    // The page itself stays where it is.
    tabs.current.scrollLeft = current.offsetLeft - (tabs.current.clientWidth - current.offsetWidth) / 2;
  }, []);
  useTitle(`${title ?? words.pages[chosen]} · ${words.title}`);
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold break-words">{title ?? words.title}</h1>
        <nav
          ref={tabs}
          aria-label={words.title}
          className="relative -mx-4 flex max-w-[100vw] overflow-x-auto px-4 md:mx-0 md:px-0"
        >
          <span className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
            {pages.filter(([, , permission]) => permissions.includes(permission)).map(([page, path]) => (
              <Link
                key={page}
                to={path}
                aria-current={page === chosen ? "page" : undefined}
                className="inline-flex min-h-7 items-center rounded-md px-2.5 whitespace-nowrap text-muted hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:shadow-sm"
              >
                {words.pages[page]}
              </Link>
            ))}
          </span>
        </nav>
        {aside !== undefined && <div className="flex flex-1 flex-wrap justify-end gap-2 empty:hidden">{aside}</div>}
      </div>
      {children}
    </div>
  );
}
