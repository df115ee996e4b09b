/**
 * The JSON of a text, whose amounts are of 64 bits: what JavaScript reads as a number would lose their last digits. In a
 * string of JSON, every quote has a backslash before it, so that what is matched is a member and never someone's words.
 */
export function withExactAmounts(text: string): unknown {
  const quoted = text.replace(/([{,]\s*"amount"\s*:\s*)(-?\d+)(?=\s*[,}])/g, '$1"$2"');
  return JSON.parse(quoted, (key, value: unknown) => {
    return key === "amount" && typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : value;
  });
}
