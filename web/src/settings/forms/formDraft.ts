import { type FormField, type FormFieldName, formFieldNames } from "../../api/forms.ts";

export type FieldWish = "off" | "optional" | "required";

/** How a field of a form stands. */
export function wishOf(fields: readonly FormField[], name: FormFieldName): FieldWish {
  const field = fields.find((known) => known.name === name);
  return field === undefined ? "off" : field.required ? "required" : "optional";
}

/** The fields with another wish for one of them, in the order in which a form shows them. */
export function withWish(fields: readonly FormField[], name: FormFieldName, wish: FieldWish): readonly FormField[] {
  return formFieldNames.flatMap((known) => {
    const now = known === name ? wish : wishOf(fields, known);
    return now === "off" ? [] : [{ name: known, required: now === "required" }];
  });
}

/** True when a visitor who fills in what is required leaves something that a lead can be called. */
export function namesALead(fields: readonly FormField[]): boolean {
  return fields.some(({ name, required }) => required && (name === "company" || name === "email"));
}

/** The origins of a text with one a line. */
export function originsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).map((line) => line.replace(/\/+$/, "")).filter((line) => line !== "");
}

/** What embeds the form in another page. */
export function embedCode(address: string, title: string): string {
  const name = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${address}" title="${name}" width="100%" height="640" style="border:0"></iframe>`;
}
