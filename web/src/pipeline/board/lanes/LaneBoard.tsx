import { type ReactElement, useId } from "react";
import { useSpeech } from "../../../i18n/LanguageContext.ts";
import { useWords } from "../../words/useWords.ts";
import type { Column } from "../boardState.ts";
import { MoreOfStage } from "../MoreOfStage.tsx";
import { type CardSurroundings, StageCards } from "../StageCards.tsx";
import { StageHead } from "../StageHead.tsx";
import type { Lane, LaneKind } from "./lanes.ts";

const WIDTH = "w-[min(17rem,78vw)] shrink-0";

interface LaneBoardProps extends CardSurroundings {
  readonly kind: Exclude<LaneKind, "none">;
  readonly columns: readonly Column[];
  readonly lanes: readonly Lane[];
  readonly loadingStage: string | null;
  readonly onMore: (stageId: string) => void;
}

/** The stages over lanes: of each lane its cards in each stage. What is not loaded is in no lane yet. */
export default function LaneBoard(props: LaneBoardProps): ReactElement {
  const { columns, lanes, loadingStage, onMore } = props;
  return (
    <>
      <div className="sticky top-0 z-10 flex w-max gap-3 bg-canvas pb-2">
        {columns.map((column) => (
          <div key={column.stage.id} className={`${WIDTH} rounded-xl border border-line bg-sunken`}>
            <StageHead column={column} />
            {column.next !== null && (
              <div className="flex justify-center pb-1">
                <MoreOfStage
                  stage={column.stage}
                  isLoading={loadingStage === column.stage.id}
                  onMore={onMore}
                />
              </div>
            )}
          </div>
        ))}
      </div>
      {lanes.map((lane) => <LaneRow key={lane.key} {...props} lane={lane} />)}
    </>
  );
}

function LaneRow({ lane, kind, columns, ...surroundings }: LaneBoardProps & { readonly lane: Lane }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const title = useId();
  const { members, drag } = surroundings;
  const name = kind === "owner"
    ? members.find(({ person }) => person.id === lane.key)?.person.name
    : kind === "tag"
    ? lane.key
    : undefined;
  const label = lane.key === ""
    ? words.lanes.without[kind]
    : kind === "score"
    ? words.lanes.bands[lane.key as keyof typeof words.lanes.bands]
    : name ?? words.someone;
  return (
    <section aria-labelledby={title} data-testid="lane" data-lane-key={lane.key} className="mb-3 w-max">
      <h2 id={title} className="sticky left-0 inline-flex items-baseline gap-2 py-1 font-semibold">
        {label}
        <span className="text-xs font-medium text-muted tabular-nums">{formats.number(lane.count)}</span>
      </h2>
      <div className="flex gap-3">
        {columns.map(({ stage }) => {
          const place = drag?.place?.stageId === stage.id && drag.place.lane === lane.key ? drag.place.index : null;
          return (
            <div
              key={stage.id}
              data-testid="stage"
              data-stage-id={stage.id}
              data-stage={stage.name}
              data-lane={lane.key}
              className={`${WIDTH} rounded-xl border bg-sunken ${place === null ? "border-line" : "border-accent"}`}
            >
              <ul
                aria-label={words.cards(stage.name)}
                data-stage-cards="whole"
                className="relative flex min-h-16 flex-col gap-2 p-2"
              >
                <StageCards
                  stage={stage}
                  cards={lane.cards.get(stage.id) ?? []}
                  place={place}
                  empty=""
                  members={members}
                  now={surroundings.now}
                  mayMove={surroundings.mayMove}
                  reachable={surroundings.reachable}
                  lifted={surroundings.lifted}
                  drag={drag}
                  onPointerDown={surroundings.onPointerDown}
                  chosen={surroundings.chosen}
                  onChoose={surroundings.onChoose}
                />
              </ul>
            </div>
          );
        })}
      </div>
    </section>
  );
}
