import type { ReactElement } from "react";
import type { Analysis } from "../api/Analysis.ts";
import { FactRow } from "./FactRow.tsx";
import { groupFacts } from "./factGroups.ts";
import { Section } from "../ui/Section.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** What was read on the site, by group, each fact with the words that it came from. */
export function FactsSection(
  { analysis, isPending }: { readonly analysis: Analysis | null; readonly isPending: boolean },
): ReactElement {
  const words = useWarRoomWords();
  const groups = groupFacts(analysis?.facts ?? []);
  const whenNone = analysis === null && isPending ? words.factsPending : words.noFacts;
  return (
    <Section title={words.facts}>
      {groups.length === 0 && <p className="px-4 py-3 text-muted">{whenNone}</p>}
      {groups.map(({ group, facts }) => (
        <div key={group} className="border-b border-line px-4 py-3 last:border-0">
          <h3 className="mb-1 text-xs font-semibold tracking-wide text-muted uppercase">{words.groups[group]}</h3>
          <ul>
            {facts.map((fact) => <FactRow key={JSON.stringify(fact)} fact={fact} />)}
          </ul>
        </div>
      ))}
    </Section>
  );
}
