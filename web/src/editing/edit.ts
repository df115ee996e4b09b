/** A field of someone's draft that others changed since it was first read. */
export interface Conflict<Name> {
  readonly field: Name;
  /** What it was when the writing began. */
  readonly before: unknown;
}

/** What someone writes over a thing that others may change meanwhile. Only fields that were touched are in the draft. */
export interface Edit<Fields extends object> {
  /** The thing as it is known now. */
  readonly base: Fields;
  readonly version: number;
  readonly draft: Partial<Fields>;
  /** To be decided before anything is sent: theirs is in `base`, one's own in `draft`. */
  readonly conflicts: readonly Conflict<keyof Fields>[];
  /** Fields that others changed while this was written, and that were not touched here. */
  readonly moved: readonly (keyof Fields)[];
}

export function begin<Fields extends object>(base: Fields, version: number): Edit<Fields> {
  return { base, version, draft: {}, conflicts: [], moved: [] };
}

/** A field gets a value; that of the thing itself takes it out of the draft. */
export function typed<Fields extends object, Name extends keyof Fields>(
  edit: Edit<Fields>,
  field: Name,
  value: Fields[Name],
): Edit<Fields> {
  if (isSame(value, edit.base[field])) return without(edit, field);
  return { ...edit, draft: { ...edit.draft, [field]: value } };
}

/** The thing has moved on; what was not touched follows it, and what both changed is left to be decided. */
export function rebased<Fields extends object>(edit: Edit<Fields>, current: Fields, version: number): Edit<Fields> {
  if (version <= edit.version) return edit;
  const theirs = namesOf(current).filter((field) => !isSame(edit.base[field], current[field]));
  const met = theirs.filter((field) => field in edit.draft && !isSame(edit.draft[field], current[field]));
  const moved = theirs.filter((field) => !(field in edit.draft));
  const agreed = theirs.filter((field) => field in edit.draft && isSame(edit.draft[field], current[field]));
  const news = met
    .filter((field) => !edit.conflicts.some((conflict) => conflict.field === field))
    .map((field) => ({ field, before: edit.base[field] }));
  const next = agreed.reduce<Edit<Fields>>(without, {
    ...edit,
    base: current,
    version,
    conflicts: [...edit.conflicts, ...news],
    moved: [...new Set([...edit.moved, ...moved])],
  });
  return isUntouched(next) ? { ...next, moved: [] } : next;
}

/** The node has stored what was sent, and the thing is as it says. What was written since then still is to be sent. */
export function stored<Fields extends object>(
  edit: Edit<Fields>,
  sent: Edit<Fields>,
  current: Fields,
  version: number,
): Edit<Fields> {
  return namesOf(edit.draft).reduce<Edit<Fields>>(
    (next, field) => isSame(edit.draft[field], sent.draft[field]) ? next : typed(next, field, valueOf(edit, field)),
    begin(current, version),
  );
}

/** One's own value is to be sent, over theirs. */
export function kept<Fields extends object>(edit: Edit<Fields>, field: keyof Fields): Edit<Fields> {
  return { ...edit, conflicts: edit.conflicts.filter((conflict) => conflict.field !== field) };
}

/** Theirs stays. */
export function taken<Fields extends object>(edit: Edit<Fields>, field: keyof Fields): Edit<Fields> {
  return without(edit, field);
}

function without<Fields extends object>(edit: Edit<Fields>, field: keyof Fields): Edit<Fields> {
  const draft = { ...edit.draft };
  delete draft[field];
  return kept({ ...edit, draft }, field);
}

export function isUntouched<Fields extends object>(edit: Edit<Fields>): boolean {
  return Object.keys(edit.draft).length === 0;
}

/** What a form shows: one's own where it was touched. */
export function valueOf<Fields extends object, Name extends keyof Fields>(
  edit: Edit<Fields>,
  field: Name,
): Fields[Name] {
  return field in edit.draft ? edit.draft[field] as Fields[Name] : edit.base[field];
}

/** What is sent: trimmed, and null for what was emptied. */
export function changeOf<Fields extends object>(edit: Edit<Fields>): Partial<Fields> {
  const change: Partial<Fields> = {};
  for (const field of namesOf(edit.draft)) {
    const value = tidied(edit.draft[field]);
    if (!isSame(value, edit.base[field])) change[field] = value as Fields[typeof field];
  }
  return change;
}

/** An empty text and none are the same to people. */
function tidied(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  const text = value.trim();
  return text === "" ? null : text;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(tidied(one)) === JSON.stringify(tidied(other));
}

function namesOf<Fields extends object>(fields: Partial<Fields>): (keyof Fields)[] {
  return Object.keys(fields) as (keyof Fields)[];
}
