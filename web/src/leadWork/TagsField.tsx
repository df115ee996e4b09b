import { type KeyboardEvent, type ReactElement, useId, useState } from "react";
import { listTags } from "../api/tags.ts";
import { Badge } from "../ui/Badge.tsx";
import { Field } from "../ui/Field.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { TAG_LENGTH_MAX, withTags } from "./tagList.ts";
import { useWords } from "./words/useWords.ts";

interface TagsFieldProps {
  readonly label: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
  readonly fault?: string | undefined;
  readonly className?: string;
}

/** Tags to add to and take from; those of the workspace are offered. Backspace in the empty field takes the last. */
export function TagsField({ label, tags, onChange, fault, className = "" }: TagsFieldProps): ReactElement {
  const words = useWords().lead;
  const known = useFetched(listTags);
  const list = useId();
  const [text, setText] = useState("");
  const add = (typed: string) => {
    setText("");
    if (typed.trim() !== "") onChange(withTags(tags, typed));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && text.trim() !== "") {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) {
      onChange(tags.slice(0, -1));
    }
  };
  return (
    <Field label={label} hint={words.tagHint} fault={fault} className={className}>
      {(attributes) => (
        <div className="flex flex-col gap-1.5">
          <ul className="flex flex-wrap gap-1 empty:hidden" data-testid="tags">
            {tags.map((tag) => (
              <li key={tag}>
                <Badge look="accent">
                  {tag}
                  <button
                    type="button"
                    aria-label={words.removeTag(tag)}
                    className="-my-1 -mr-1.5 ml-0.5 min-h-6 min-w-6 rounded-full hover:text-ink"
                    onClick={() => onChange(tags.filter((other) => other !== tag))}
                  >
                    <span aria-hidden="true">×</span>
                  </button>
                </Badge>
              </li>
            ))}
          </ul>
          <input
            {...attributes}
            type="text"
            name="tags"
            autoComplete="off"
            list={list}
            maxLength={TAG_LENGTH_MAX * 5}
            className="control w-full"
            value={text}
            onKeyDown={onKeyDown}
            onBlur={() => add(text)}
            onChange={(event) => {
              if (event.target.value.endsWith(",")) add(event.target.value);
              else setText(event.target.value);
            }}
          />
          <datalist id={list}>
            {(known.value ?? []).filter(({ name }) => !tags.includes(name)).slice(0, 200).map(({ name }) => (
              <option key={name} value={name} aria-label={name} />
            ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}
