/** Digits of other scripts that keyboards type, by the code point of their zero: Arabic, Persian, Devanagari, full-width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0xff10];

/** What was typed, pasted or filled in, as the digits of a code: of a whole sentence, the first run that is long enough. */
export function codeOf(text: string, length: number): string {
  const plain = Array.from(text, plainDigit).join("");
  // “123 456” and “123-456” are one code.
  const joined = plain.replace(/(?<=\d)[\s\u00a0\u202f.-](?=\d)/g, "");
  const whole = joined.match(/\d+/g)?.find((run) => run.length === length);
  return (whole ?? plain.replace(/\D/g, "")).slice(0, length);
}

function plainDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const zero = zeros.find((zero) => point >= zero && point <= zero + 9);
  return zero === undefined ? character : String(point - zero);
}
