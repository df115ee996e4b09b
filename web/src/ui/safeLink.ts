/** The address, if following it can only open a web page; what was read on a foreign site may be anything. */
export function safeLink(address: string | null): string | null {
  if (address === null) return null;
  const url = parse(address) ?? (/^[\w.-]+\.[a-z]{2,}/i.test(address) ? parse(`https://${address}`) : null);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? url.href : null;
}

/** The address without what every address has, for reading. */
export function shortLink(address: string): string {
  const short = address.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  try {
    return decodeURI(short);
  } catch {
    return short;
  }
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
