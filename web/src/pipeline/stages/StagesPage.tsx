import { type ReactElement, useCallback, useState } from "react";
import { changeStage } from "../../api/pipeline.ts";
import { listStages, type Stage } from "../../api/projects.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useWords as useLeadWords } from "../../leadWork/words/useWords.ts";
import { projectTopic } from "../../realtime/topics.ts";
import { useRoomEvents } from "../../realtime/useRoomEvents.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { DeleteStageDialog } from "./DeleteStageDialog.tsx";
import { StageDialog } from "./StageDialog.tsx";

/** The stages of a project, to be added, changed, ordered and deleted. */
export default function StagesPage({ projectId }: { readonly projectId: string }): ReactElement {
  const shared = useWords();
  const words = shared.stage;
  const { permissions } = useSession();
  const fetch = useCallback((signal: AbortSignal) => listStages(projectId, signal), [projectId]);
  const fetched = useFetched(fetch);
  const act = useAct();
  const [edited, setEdited] = useState<Stage | "new" | null>(null);
  const [doomed, setDoomed] = useState<Stage | null>(null);
  const [said, setSaid] = useState("");
  const { reload } = fetched;
  // Others may change stages meanwhile.
  useRoomEvents(projectTopic(projectId), ({ type }) => {
    if (type === "stage.updated") void reload();
  }, () => void reload());
  if (!permissions.includes("stages.manage")) {
    return (
      <Notice look="plain" title={words.refusedTitle}>
        <p>{words.refusedText}</p>
      </Notice>
    );
  }
  const stages = fetched.value ?? [];
  const move = (stage: Stage, step: 1 | -1) =>
    void act.run(async () => {
      await changeStage(stage.id, stage.version, { position: stage.position + step });
      await reload();
    });
  const done = async (text: string) => {
    setSaid(text);
    await reload();
  };
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{words.intro}</p>
      <div role="status" className="empty:hidden">
        {act.failure !== null
          ? <FailureNotice failure={act.failure} />
          : said !== "" && <p className="text-good">{said}</p>}
      </div>
      <Section
        title={shared.stages}
        aside={<Button onClick={() => setEdited("new")}>{words.add}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(items) => (
            <ol className="divide-y divide-line" data-testid="stages">
              {items.map((stage, index) => (
                <StageRow
                  key={stage.id}
                  stage={stage}
                  isFirst={index === 0}
                  isLast={index === items.length - 1}
                  onMove={move}
                  onEdit={setEdited}
                  onDelete={setDoomed}
                />
              ))}
            </ol>
          )}
        </FetchedList>
      </Section>
      {edited !== null && (
        <StageDialog
          projectId={projectId}
          stage={edited === "new" ? null : edited}
          position={placeOfNew(stages)}
          onSaved={(stage) => done(words.saved(stage.name))}
          onClose={() => setEdited(null)}
        />
      )}
      {doomed !== null && (
        <DeleteStageDialog
          stage={doomed}
          others={stages.filter(({ id }) => id !== doomed.id)}
          onDeleted={() => done(words.deleted(doomed.name))}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  );
}

/** Behind the open ones: where a lead is won or lost comes last. */
function placeOfNew(stages: readonly Stage[]): number {
  const first = stages.findIndex(({ kind }) => kind !== "open");
  return first === -1 ? stages.length : first;
}

interface StageRowProps {
  readonly stage: Stage;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (stage: Stage, step: 1 | -1) => void;
  readonly onEdit: (stage: Stage) => void;
  readonly onDelete: (stage: Stage) => void;
}

function StageRow({ stage, isFirst, isLast, onMove, onEdit, onDelete }: StageRowProps): ReactElement {
  const words = useWords().stage;
  const { fields } = useLeadWords();
  const { formats } = useSpeech();
  const needs = stage.requiredFields.map((field) => fields[field]).join(", ");
  return (
    <li data-testid="stage-row" className="flex items-start gap-3 px-4 py-2.5">
      <span
        aria-hidden="true"
        className="mt-1.5 size-3 shrink-0 rounded-full"
        style={{ backgroundColor: stage.colour }}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium break-words">
          {stage.name}
          {stage.kind !== "open" && <Badge look="accent">{words.kinds[stage.kind]}</Badge>}
        </p>
        <Dotted>
          <span>{words.percent(formats.number(stage.probability))}</span>
          {stage.staleDays !== null && <span>{words.staleAfter(formats.number(stage.staleDays))}</span>}
          {needs !== "" && <span>{words.requires(needs)}</span>}
        </Dotted>
      </div>
      <span className="flex">
        <Button
          look="quiet"
          className="px-2!"
          aria-label={words.upOf(stage.name)}
          title={words.up}
          aria-disabled={isFirst}
          onClick={() => !isFirst && onMove(stage, -1)}
        >
          <span aria-hidden="true">↑</span>
        </Button>
        <Button
          look="quiet"
          className="px-2!"
          aria-label={words.downOf(stage.name)}
          title={words.down}
          aria-disabled={isLast}
          onClick={() => !isLast && onMove(stage, 1)}
        >
          <span aria-hidden="true">↓</span>
        </Button>
        <Menu
          label={words.actions(stage.name)}
          items={[
            { label: words.edit, onChoose: () => onEdit(stage) },
            { label: words.delete, isDangerous: true, onChoose: () => onDelete(stage) },
          ]}
        />
      </span>
    </li>
  );
}
