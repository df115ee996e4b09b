import type { Alert } from "../../api/alerts.ts";
import type { Formats } from "../../i18n/formats.ts";
import { measureText } from "../measureText.ts";
import type { ObservingWords } from "../words/english.ts";

/** What is the matter, in the reader’s language; the node’s own words for a rule that the page does not know. */
export function headline(alert: Alert, words: ObservingWords["alerts"], formats: Formats): string {
  const rule = words.rules[alert.rule];
  if (rule === undefined) return alert.summary;
  const { value = null, unit = null } = alert;
  return value === null || unit === null ? rule : words.headline(rule, measureText(value, unit, formats));
}
