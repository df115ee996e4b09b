/** What no name in the store holds: signs that mean something in addresses, what is not seen, what has no meaning yet. */
const forbidden = /[%#[\]{}|\\^~`"<>/]|\p{C}|[\p{Zl}\p{Zp}]/gu;
/** Joiners and marks of direction: what is seen stays the same without them. */
const unseen = /\p{Cf}/gu;
/** Would join with the slash before it, and be seen as no part of the name. */
const leadingMark = /^\p{M}/u;
const LONGEST_KEY_BYTES = 1_024;

/** A file's name as it can be stored: in the one form that looks so, without what is not seen, forbidden signs replaced. */
export function storableName(name: string): string {
  const plain = name.normalize("NFC").replace(unseen, "").replace(/[\u00a0\u202f]/g, " ").replace(forbidden, "-")
    .trim();
  if (plain === "" || plain === "." || plain === "..") return "file";
  return leadingMark.test(plain) ? `-${plain}` : plain;
}

/** The same for each part of a folder's path. */
export function storableFolder(folder: string): string {
  return folder.split("/").filter((part) => part !== "").map(storableName).join("/");
}

export type NameFault = "missing" | "signs" | "plain" | "long";

/** What is wrong with a name of a file or a folder, or null. */
export function nameFault(name: string, folder = ""): NameFault | null {
  if (name.trim() === "") return "missing";
  if (name === "." || name === ".." || name.replace(forbidden, "") !== name || leadingMark.test(name)) return "signs";
  return bytesOf(keyOf(folder, name.normalize("NFC"))) > LONGEST_KEY_BYTES ? "long" : null;
}

/** What is wrong with the name of a bucket, which every client must be able to say. */
export function bucketNameFault(name: string): NameFault | null {
  const fault = nameFault(name);
  return fault === null && !/^[\x20-\x7e]*$/.test(name) ? "plain" : fault;
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

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
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
