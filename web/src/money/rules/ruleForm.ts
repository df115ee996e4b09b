import type { CommissionRule, CommissionRuleFields, CommissionShare } from "../../api/commissionRules.ts";
import type { Language } from "../../i18n/Language.ts";
import { type AmountFault, amountOf } from "../amounts/amountDraft.ts";
import { parseDecimal, typedDecimal } from "../amounts/decimals.ts";
import { exponentOf } from "../amounts/Money.ts";

/** A per cent has two digits behind its point: what is sent counts hundredths of it. */
const DIGITS = 2;
const WHOLE = 10_000;

/** What stands for whoever owns the lead when it is won. */
export const OWNER = "owner";

export interface ShareForm {
  readonly key: number;
  readonly personId: string;
  readonly percent: string;
}

/** What someone types into the form of a rule. */
export interface RuleForm {
  readonly name: string;
  readonly projectId: string;
  readonly kind: "percentage" | "fixed";
  readonly percent: string;
  readonly amount: string;
  readonly currency: string;
  readonly shares: readonly ShareForm[];
  readonly enabled: boolean;
  readonly validFrom: string;
  readonly validTo: string;
}

export type RuleFault =
  | AmountFault
  | "nameMissing"
  | "percentOut"
  | "shareOut"
  | "sharesSum"
  | "personMissing"
  | "personTwice"
  | "endsEarly";

export function emptyRule(currency: string): RuleForm {
  return {
    name: "",
    projectId: "",
    kind: "percentage",
    percent: "",
    amount: "",
    currency,
    shares: [{ key: 0, personId: OWNER, percent: "100" }],
    enabled: true,
    validFrom: "",
    validTo: "",
  };
}

export function ruleFormOf(rule: CommissionRule, currency: string, language: Language): RuleForm {
  const { name, kind, rate, amount, shares, enabled } = rule;
  const percent = (hundredths: number) => typedDecimal(BigInt(hundredths), DIGITS, language);
  return {
    name,
    kind,
    enabled,
    projectId: rule.projectId ?? "",
    percent: rate === null ? "" : percent(rate),
    amount: amount === null ? "" : typedDecimal(amount.amount, exponentOf(amount.currency), language),
    currency: amount?.currency ?? currency,
    shares: shares.map(({ personId, share }, key) => ({ key, personId, percent: percent(share) })),
    validFrom: rule.validFrom ?? "",
    validTo: rule.validTo ?? "",
  };
}

function hundredthsOf(text: string, language: Language): number | null {
  const parsed = parseDecimal(text.replace(/%$/, ""), DIGITS, language);
  if ("fault" in parsed || parsed.value < 1n || parsed.value > BigInt(WHOLE)) return null;
  return Number(parsed.value);
}

/** How much of the whole the shares are together, in hundredths of a per cent; null while one of them is no share. */
export function sharedOf(shares: readonly ShareForm[], language: Language): number | null {
  const parts = shares.map(({ percent }) => hundredthsOf(percent, language));
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}

/** The rule that a form is, or what is at fault in it, by field. */
export function ruleOf(
  form: RuleForm,
  language: Language,
): { readonly rule: CommissionRuleFields } | { readonly faults: Readonly<Record<string, RuleFault>> } {
  const faults: Record<string, RuleFault> = {};
  if (form.name.trim() === "") faults["name"] = "nameMissing";
  const rate = form.kind === "percentage" ? hundredthsOf(form.percent, language) : null;
  if (form.kind === "percentage" && rate === null) faults["rate"] = "percentOut";
  const parsed = form.kind === "fixed" ? amountOf(form.amount, form.currency, language) : null;
  if (parsed !== null && "fault" in parsed) faults["amount"] = parsed.fault;
  if (form.validFrom !== "" && form.validTo !== "" && form.validTo < form.validFrom) faults["validTo"] = "endsEarly";
  const shares: CommissionShare[] = [];
  for (const [index, { personId, percent }] of form.shares.entries()) {
    const share = hundredthsOf(percent, language);
    if (personId === "") faults[`shares/${index}/personId`] = "personMissing";
    else if (form.shares.slice(0, index).some((other) => other.personId === personId)) {
      faults[`shares/${index}/personId`] = "personTwice";
    }
    if (share === null) faults[`shares/${index}/share`] = "shareOut";
    else shares.push({ personId, share });
  }
  if (shares.reduce((sum, { share }) => sum + share, 0) !== WHOLE) faults["shares"] = "sharesSum";
  if (Object.keys(faults).length > 0) return { faults };
  return {
    rule: {
      name: form.name.trim(),
      projectId: form.projectId === "" ? null : form.projectId,
      kind: form.kind,
      rate,
      amount: parsed !== null && "money" in parsed ? parsed.money : null,
      shares,
      enabled: form.enabled,
      validFrom: form.validFrom === "" ? null : form.validFrom,
      validTo: form.validTo === "" ? null : form.validTo,
    },
  };
}
