import type { FieldFault } from "../api/ApiFailure.ts";

/** The faults of a form's fields by their names, from the pointers of a problem. */
export function faultsByField(fields: readonly FieldFault[]): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  for (const { pointer, message } of fields) {
    const name = pointer.replace(/^\//, "").replaceAll("~1", "/").replaceAll("~0", "~");
    // The first fault of a field is enough to mend it.
    faults[name] ??= message;
  }
  return faults;
}

/** Puts the cursor into the first field that has a fault, once the page shows it. */
export function focusFirstFault(form: HTMLFormElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
