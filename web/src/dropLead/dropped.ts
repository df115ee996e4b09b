import { draftFrom, dropPathOf } from "./draftFrom.ts";

/** What was let fall on the page, by what becomes of it. */
export type Dropped =
  /** The form, filled in. */
  | { readonly kind: "lead"; readonly path: string }
  | { readonly kind: "list"; readonly text: string }
  | { readonly kind: "table"; readonly file: File }
  | { readonly kind: "nothing" };

/** What a browser hands over of a drag: `text` in the types of HTML's drag and drop. */
export interface DropContent {
  readonly uris: string;
  readonly text: string;
  readonly files: readonly File[];
}

const tables = /\.(csv|tsv|txt)$/i;

/** A single piece is a lead, several lines are a list, a file of a known kind is a table. */
export function droppedOf({ uris, text, files }: DropContent): Dropped {
  const [file] = files;
  if (file !== undefined) return tables.test(file.name) ? { kind: "table", file } : { kind: "nothing" };
  // A list of addresses has comments of its own (RFC 2483 §5).
  const lines = (uris === "" ? text : uris).split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !(uris !== "" && line.startsWith("#")));
  const [first] = lines;
  if (first === undefined) return { kind: "nothing" };
  return lines.length === 1
    ? { kind: "lead", path: dropPathOf(draftFrom(first)) }
    : { kind: "list", text: lines.join("\n") };
}

/** A bookmark that opens the form of this node with what the page under it says. */
export function bookmarklet(origin: string): string {
  const code = `void open("${origin}/leads/new?"+new URLSearchParams({` +
    `company:document.title.split(/[|–—·:]/)[0].trim().slice(0,200),` +
    `website:location.href.split(/[?#]/)[0],` +
    `notes:String(getSelection()).slice(0,2000)}))`;
  return `javascript:${encodeURIComponent(code)}`;
}
