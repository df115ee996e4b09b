import type { Money } from "../money/amounts/Money.ts";
import { exactRequest } from "./exactRequest.ts";

export interface StatementLine {
  readonly date: string;
  /** Of the transaction. */
  readonly number: number;
  readonly description: string;
  readonly reference: string | null;
  readonly payoutId: string | null;
  readonly leadId: string | null;
  readonly leadCompany: string | null;
  readonly amount: Money;
  /** What is owed after it. */
  readonly balance: Money;
}

export interface StatementCurrency {
  readonly currency: string;
  readonly opening: Money;
  readonly lines: readonly StatementLine[];
  readonly closing: Money;
}

/** What someone was owed and paid; positive is owed. */
export interface Statement {
  readonly person: { readonly id: string; readonly name: string };
  readonly from: string;
  readonly to: string;
  readonly currencies: readonly StatementCurrency[];
}

export interface StatementQuestion {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/** Where a statement is, as JSON or as a file. */
export function statementPath({ person, from, to }: StatementQuestion, format: "json" | "csv" | "pdf"): string {
  return `/api/v1/statements?${new URLSearchParams({ person, from, to, format })}`;
}

export function openStatement(question: StatementQuestion, signal: AbortSignal): Promise<Statement> {
  return exactRequest("GET", statementPath(question, "json"), { signal });
}
