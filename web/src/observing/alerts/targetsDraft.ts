import type { AlertTargetFields, AlertTargets, AlertWebhook } from "../../api/alerts.ts";

/** The targets as they are typed. */
export interface TargetsDraft {
  readonly emails: string;
  readonly webhooks: readonly (AlertWebhook & { readonly key: number })[];
  readonly deadManURL: string;
  readonly minutesBetween: string;
}

export interface TargetsFaults {
  /** Keys of the webhooks without an address. */
  readonly webhooks: readonly number[];
  readonly deadManURL: boolean;
  readonly minutesBetween: boolean;
}

export const noFaults: TargetsFaults = { webhooks: [], deadManURL: false, minutesBetween: false };

export function draftOfTargets(targets: AlertTargets): TargetsDraft {
  return {
    emails: targets.emails.join("\n"),
    webhooks: targets.webhooks.map((webhook, key) => ({ ...webhook, key })),
    deadManURL: targets.deadManURL ?? "",
    minutesBetween: String(targets.minutesBetween),
  };
}

/** What is to be sent; null with what cannot be. */
export function targetsOf(
  draft: TargetsDraft,
): { readonly fields: AlertTargetFields | null; readonly faults: TargetsFaults } {
  const faults: TargetsFaults = {
    webhooks: draft.webhooks.filter(({ url }) => !isAddress(url)).map(({ key }) => key),
    deadManURL: draft.deadManURL.trim() !== "" && !isAddress(draft.deadManURL),
    minutesBetween: !/^\d{1,4}$/.test(draft.minutesBetween.trim()) || !isInDay(Number(draft.minutesBetween)),
  };
  if (faults.webhooks.length > 0 || faults.deadManURL || faults.minutesBetween) return { fields: null, faults };
  return {
    fields: {
      emails: draft.emails.split(/[\s,;]+/).filter((email) => email !== ""),
      webhooks: draft.webhooks.map(({ url, format }) => ({ url: url.trim(), format })),
      deadManURL: draft.deadManURL.trim() === "" ? null : draft.deadManURL.trim(),
      minutesBetween: Number(draft.minutesBetween),
    },
    faults,
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text.trim());
}

function isInDay(minutes: number): boolean {
  return minutes >= 0 && minutes <= 1_440;
}
