/** Someone who can be named. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
}

/** What is being written of a name: from an `@` at the start of a word up to the cursor. */
export interface MentionQuery {
  readonly start: number;
  readonly text: string;
}

/** A name has spaces; nobody goes on looking for one after so many signs. */
const QUERY_MAX = 40;

export function mentionQuery(text: string, cursor: number): MentionQuery | null {
  const before = text.slice(Math.max(0, cursor - QUERY_MAX - 1), cursor);
  const match = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}.'’-]*)?)$/u.exec(before);
  const query = match?.[1];
  return query === undefined ? null : { start: cursor - query.length - 1, text: query };
}

/** Those whose names have a word that begins with what was written, the best first. */
export function matching(people: readonly Nameable[], query: string, limit: number): readonly Nameable[] {
  const wanted = folded(query);
  return people
    .map((person) => {
      const name = folded(person.name);
      const rank = name.startsWith(wanted) ? 0 : name.split(/[\s-]+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
      return { person, rank };
    })
    .filter(({ rank }) => rank < 2)
    .toSorted((one, other) => one.rank - other.rank || one.person.name.localeCompare(other.person.name))
    .slice(0, limit)
    .map(({ person }) => person);
}

/** The text with the name in the place of what was written of it, and where the cursor is then. */
export function withMention(
  text: string,
  query: MentionQuery,
  name: string,
): { readonly text: string; readonly cursor: number } {
  const end = query.start + 1 + query.text.length;
  const inserted = `@${name} `;
  const rest = text.slice(end).replace(/^ /, "");
  return { text: text.slice(0, query.start) + inserted + rest, cursor: query.start + inserted.length };
}

/** What the node is sent: each name that stands for a person, by his id. The longest name wins. */
export function encoded(text: string, people: readonly Nameable[]): string {
  const byLength = people.toSorted((one, other) => other.name.length - one.name.length);
  let result = "";
  for (let at = 0; at < text.length;) {
    const person = text[at] === "@" && /^$|[\s(]/.test(text[at - 1] ?? "")
      ? byLength.find(({ name }) => text.startsWith(name, at + 1) && isWordEnd(text, at + 1 + name.length))
      : undefined;
    result += person === undefined ? text.charAt(at) : `<@${person.id}>`;
    at += person === undefined ? 1 : 1 + person.name.length;
  }
  return result;
}

function isWordEnd(text: string, at: number): boolean {
  return !/^[\p{L}\p{M}\p{N}]/u.test(text.slice(at, at + 2));
}

/** What a field shows of a message that is there already. */
export function decoded(text: string, people: readonly Nameable[]): string {
  return text.replace(/<@([\w-]+)>/g, (whole, id: string) => {
    const name = people.find((person) => person.id === id)?.name;
    return name === undefined ? whole : `@${name}`;
  });
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
