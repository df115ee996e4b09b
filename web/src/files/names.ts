/** What a name may be in the store: what every client carries in an address unharmed. */
const forbidden = /[^A-Za-z0-9_!\-.*'() &$@=;:+,?]/g;
const LONGEST_KEY = 1_024;

/** Letters that are no letter with a mark, so that taking marks away leaves them as they are. */
const plainLetters: Readonly<Record<string, string>> = {
  œ: "oe",
  Œ: "OE",
  æ: "ae",
  Æ: "AE",
  ß: "ss",
  ø: "o",
  Ø: "O",
  đ: "d",
  ł: "l",
  Ł: "L",
  "’": "'",
  "‘": "'",
  "–": "-",
  "—": "-",
  "\u00a0": " ",
  "\u202f": " ",
};

/** A file's name as it can be stored: marks taken from letters, other signs replaced. */
export function storableName(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{Mn}/gu, "")
    .replace(/[œŒæÆßøØđłŁ’‘–—\u00a0\u202f]/g, (sign) => plainLetters[sign] ?? sign)
    .replace(forbidden, "-").trim();
  return plain === "" || plain === "." || plain === ".." ? "file" : plain;
}

export type NameFault = "missing" | "signs" | "long";

/** What is wrong with a name of a file or a folder, or null. */
export function nameFault(name: string, folder = ""): NameFault | null {
  if (name.trim() === "") return "missing";
  if (name === "." || name === ".." || name.replace(forbidden, "") !== name) return "signs";
  return keyOf(folder, name).length > LONGEST_KEY ? "long" : null;
}

/** What is wrong with the path of a folder, or null; the top is none. */
export function folderFault(folder: string): NameFault | null {
  if (folder === "") return null;
  const fault = folder.split("/").map((part) => nameFault(part)).find((fault) => fault !== null);
  return fault === "missing" ? "signs" : fault ?? null;
}

export function keyOf(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The folder and the name of a key. */
export function partsOf(key: string): { readonly folder: string; readonly name: string } {
  const slash = key.lastIndexOf("/");
  return { folder: key.slice(0, Math.max(0, slash)), name: key.slice(slash + 1) };
}

/** The name itself, or with the first number that makes it free: “offer.pdf”, “offer (2).pdf”. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf(".");
  // A name that begins with its only dot has no ending.
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  const numbered = / \((\d{1,6})\)$/.exec(stem);
  const bare = numbered === null ? stem : stem.slice(0, numbered.index);
  for (let number = numbered === null ? 2 : Number(numbered[1]) + 1;; number++) {
    const candidate = `${bare} (${number})${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}

export interface Crumb {
  readonly name: string;
  readonly folder: string;
}

/** The folders on the way to one, from the top. */
export function crumbsOf(folder: string): readonly Crumb[] {
  if (folder === "") return [];
  const parts = folder.split("/");
  return parts.map((name, index) => ({ name, folder: parts.slice(0, index + 1).join("/") }));
}
