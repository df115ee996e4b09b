/** A piece of a mail: words, or a link of which `path` is one within this page. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly path: string };

/** A plain mail with the links to this node made to follow; any other address stays text. */
export function piecesOf(text: string, origin: string): readonly Piece[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/).flatMap((part): readonly Piece[] => {
    if (part === "") return [];
    const path = part.startsWith("http") ? pathWithin(part, origin) : null;
    return [path === null ? { kind: "text", text: part } : { kind: "link", text: part, path }];
  });
}

function pathWithin(address: string, origin: string): string | null {
  try {
    const url = new URL(address);
    return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : null;
  } catch {
    return null;
  }
}

/** The one-time code of a mail: six digits that stand alone. */
export function codeIn(text: string): string | null {
  return /(?<![\w-])\d{6}(?![\w-])/.exec(text)?.[0] ?? null;
}
