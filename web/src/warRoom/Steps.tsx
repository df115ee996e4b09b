import type { ReactElement } from "react";
import type { LeadStatus } from "../api/Lead.ts";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

type StepName = "dropped" | "analysis" | "dossier" | "ready";
type StepState = "done" | "current" | "ahead";

const names: readonly StepName[] = ["dropped", "analysis", "dossier", "ready"];

/** How many steps are behind a lead of each status. */
const stepsDone: Readonly<Record<Exclude<LeadStatus, "failed">, number>> = {
  idle: 1,
  new: 1,
  analyzing: 1,
  rendering: 2,
  ready: 4,
};

const looks: Readonly<Record<StepState, string>> = {
  done: "border-accent bg-accent text-on-accent",
  current: "border-accent text-accent animate-breathe",
  ahead: "border-line text-muted",
};

/** The way from dropped to ready, and how far the lead has come. */
export function Steps({ status }: { readonly status: Exclude<LeadStatus, "failed"> }): ReactElement {
  const words = useWarRoomWords();
  const done = stepsDone[status];
  return (
    <ol aria-label={words.steps} className="flex items-center md:gap-2" data-testid="steps">
      {names.map((name, index) => {
        const state: StepState = index < done ? "done" : index === done ? "current" : "ahead";
        return (
          <li
            key={name}
            aria-current={state === "current" ? "step" : undefined}
            className={`flex items-center gap-x-2 gap-y-1 max-md:flex-1 max-md:flex-col max-md:text-xs ${
              index === 0 ? "" : "flex-1"
            }`}
          >
            {index > 0 && (
              <span
                aria-hidden="true"
                className={`h-px min-w-2 flex-1 max-md:hidden ${index <= done ? "bg-accent" : "bg-line"}`}
              />
            )}
            <span
              aria-hidden="true"
              className={`grid size-5 shrink-0 place-items-center rounded-full border-2 text-[0.625rem] font-bold ${
                looks[state]
              }`}
            >
              {state === "done" ? "✓" : index + 1}
            </span>
            <span className={state === "ahead" ? "text-muted" : "font-medium"}>{words.stepNames[name]}</span>
          </li>
        );
      })}
    </ol>
  );
}
