import { type ReactElement, useState } from "react";
import { openWorkspaceKeys, rotateWorkspaceKey, type WorkspaceKeyKind } from "../../api/workspaceKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { SecretText } from "../../ui/SecretText.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

const kinds: readonly WorkspaceKeyKind[] = ["anon", "service"];

/** The keys with which client libraries find this workspace. */
export default function KeysSection(): ReactElement {
  const shared = useWords();
  const words = shared.keys;
  const fetched = useFetched(openWorkspaceKeys);
  const [asked, setAsked] = useState<WorkspaceKeyKind | null>(null);
  const [isRotated, setRotated] = useState(false);
  const isThere = fetched.value !== null;
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      <p role="status" className="text-good empty:hidden">{isRotated && words.rotated}</p>
      {!isThere && (
        <Section title={shared.sections.keys}>
          <FetchedList fetched={fetched}>{() => null}</FetchedList>
        </Section>
      )}
      {fetched.value !== null && (
        <>
          <Section title={words.url}>
            <div className="p-4">
              <SecretText label={words.url} text={fetched.value.url} isSecret={false} />
            </div>
          </Section>
          {kinds.map((kind) => (
            <Section
              key={kind}
              title={words.names[kind]}
              aside={<Button look="quiet" onClick={() => setAsked(kind)}>{words.rotate}</Button>}
            >
              <div className="flex flex-col gap-4 p-4">
                <p className="text-muted">{words.abouts[kind]}</p>
                <SecretText
                  label={words.opaque}
                  text={fetched.value?.[kind].opaque ?? ""}
                  isSecret={kind === "service"}
                />
                <SecretText label={words.jwt} text={fetched.value?.[kind].jwt ?? ""} isSecret={kind === "service"} />
              </div>
            </Section>
          ))}
        </>
      )}
      {asked !== null && (
        <ConfirmDialog
          title={words.rotateTitle(words.names[asked])}
          text={words.rotateText}
          verb={words.rotateSubmit}
          onConfirm={async () => {
            fetched.replace(await rotateWorkspaceKey(asked));
            setRotated(true);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
