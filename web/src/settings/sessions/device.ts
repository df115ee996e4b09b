/** What a user agent says of itself, as far as people want to know. */
export interface Device {
  readonly browser: string;
  /** Null for a program that does not say. */
  readonly system: string | null;
}

/** The first that fits counts: most browsers also name those that they want to be taken for. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bCriOS\/|\bChrom(?:e|ium)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPad\b/, "iPad"],
  [/\biPhone\b/, "iPhone"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

/** Long enough for any name of a program, short enough for a line. */
const NAME_MAX = 40;

/** What to call the browser or program behind a user agent; null when it says nothing. */
export function deviceOf(userAgent: string | null): Device | null {
  const text = userAgent?.trim() ?? "";
  if (text === "") return null;
  const find = (known: readonly (readonly [RegExp, string])[]) => known.find(([sign]) => sign.test(text))?.[1] ?? null;
  const browser = find(browsers);
  if (browser !== null) return { browser, system: find(systems) };
  // Programs begin with their own name: “python-httpx/0.27”.
  const name = text.split(/[\s/(;]/)[0] ?? "";
  return name === "" ? null : { browser: name.slice(0, NAME_MAX), system: null };
}
