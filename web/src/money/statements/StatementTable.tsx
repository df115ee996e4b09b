import type { ReactElement } from "react";
import type { StatementCurrency } from "../../api/statements.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { useMoney } from "../amounts/useMoney.ts";
import { noonOf } from "../days.ts";
import { payoutPath } from "../MoneyPlace.ts";
import { useWords } from "../words/useWords.ts";

/** What was owed in one currency, line by line, from one balance to the other. */
export function StatementTable({ part }: { readonly part: StatementCurrency }): ReactElement {
  const all = useWords();
  const words = all.statements;
  const money = useMoney();
  const { formats } = useSpeech();
  return (
    <table
      className="w-full text-left not-last:border-b not-last:border-line"
      data-testid="statement"
      data-currency={part.currency}
    >
      <caption className="sr-only">{words.caption(part.currency)}</caption>
      <thead className="text-xs text-muted">
        <tr>
          <th scope="col" className="px-4 py-1.5 font-normal">{all.day}</th>
          <th scope="col" className="w-full py-1.5 font-normal">{all.description}</th>
          <th scope="col" className="px-4 py-1.5 text-right font-normal">{all.amount}</th>
          <th scope="col" className="py-1.5 pr-4 text-right font-normal max-md:hidden">{words.balance}</th>
        </tr>
      </thead>
      <tbody className="align-baseline">
        <tr className="border-t border-line">
          <td className="px-4 py-1.5" />
          <th scope="row" className="py-1.5 font-medium">{words.opening}</th>
          <td className="px-4 py-1.5 text-right font-medium whitespace-nowrap tabular-nums md:invisible">
            {money(part.opening)}
          </td>
          <td className="py-1.5 pr-4 text-right font-medium whitespace-nowrap tabular-nums max-md:hidden">
            {money(part.opening)}
          </td>
        </tr>
        {part.lines.map((line) => (
          <tr key={line.number} className="border-t border-line" data-testid="statement-line">
            <td className="px-4 py-1.5 text-xs whitespace-nowrap text-muted">
              <time dateTime={line.date}>{formats.day(noonOf(line.date))}</time>
            </td>
            <td className="py-1.5 wrap-anywhere">
              {line.payoutId === null
                ? line.description
                : <Link to={payoutPath(line.payoutId)} className="hover:underline">{line.description}</Link>}
              {[line.leadCompany, line.reference].filter((part) => part !== null).map((part) => (
                <span key={part} className="text-xs text-muted">{` · ${part}`}</span>
              ))}
            </td>
            <td
              className={`px-4 py-1.5 text-right whitespace-nowrap tabular-nums ${
                line.amount.amount < 0n ? "text-bad" : ""
              }`}
            >
              {money(line.amount)}
            </td>
            <td className="py-1.5 pr-4 text-right whitespace-nowrap text-muted tabular-nums max-md:hidden">
              {money(line.balance)}
            </td>
          </tr>
        ))}
        <tr className="border-t border-edge">
          <td className="px-4 py-1.5" />
          <th scope="row" className="py-1.5 font-semibold">{words.closing}</th>
          <td className="px-4 py-1.5 text-right font-semibold whitespace-nowrap tabular-nums md:invisible">
            {money(part.closing)}
          </td>
          <td
            className="py-1.5 pr-4 text-right font-semibold whitespace-nowrap tabular-nums max-md:hidden"
            data-testid="closing"
          >
            {money(part.closing)}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
