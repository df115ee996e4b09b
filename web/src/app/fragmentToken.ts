/** The token in the fragment `#token=…`; a fragment stays in the browser, out of every log on the way. */
export function readToken(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, "")).get("token")?.trim() ?? "";
  return token === "" ? null : token;
}
