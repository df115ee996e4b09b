/** A list to choose from that always holds the present value, known to this browser or not. */
function withPresent(values: readonly string[], present: string): readonly string[] {
  return values.includes(present) ? values : [present, ...values];
}

/** The time zones that this browser knows. */
export function timeZones(present: string): readonly { readonly value: string; readonly label: string }[] {
  return withPresent(Intl.supportedValuesOf("timeZone"), present)
    .map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

/** The currencies that this browser knows, by code and name; those of most users first. */
export function currencies(
  present: string,
  language: string,
): readonly { readonly value: string; readonly label: string }[] {
  const names = new Intl.DisplayNames(language, { type: "currency" });
  const usual = ["EUR", "USD", "GBP", "CHF", "CAD"];
  const all = withPresent([...new Set([...usual, ...Intl.supportedValuesOf("currency")])], present);
  return all.map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

/** Where this browser says that it is. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
