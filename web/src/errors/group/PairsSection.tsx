import type { ReactElement } from "react";
import { Section } from "../../ui/Section.tsx";
import type { Pair } from "./pairs.ts";

/** Names and what they say; nothing without any. */
export function PairsSection(
  { title, pairs }: { readonly title: string; readonly pairs: readonly Pair[] },
): ReactElement | null {
  if (pairs.length === 0) return null;
  return (
    <Section title={title}>
      <dl className="divide-y divide-line text-xs">
        {pairs.map(([name, text]) => (
          <div key={name} className="grid gap-x-4 px-4 py-1.5 md:grid-cols-[12rem_minmax(0,1fr)]">
            <dt className="text-muted wrap-anywhere">{name}</dt>
            <dd className="font-mono whitespace-pre-wrap wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
