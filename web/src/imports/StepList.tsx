import type { ReactElement } from "react";
import type { ImportState } from "../api/imports.ts";
import { importSteps, stepOf } from "./importSteps.ts";
import { useWords } from "./words/useWords.ts";

const looks = {
  done: "border-accent bg-accent text-on-accent",
  current: "border-accent text-accent",
  ahead: "border-line text-muted",
};

/** The way of an import, and how far it has come. */
export function StepList({ state }: { readonly state: ImportState }): ReactElement {
  const words = useWords().steps;
  const at = importSteps.indexOf(stepOf(state));
  return (
    <ol aria-label={words.label} className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {importSteps.map((step, index) => {
        const look = index < at || state === "finished" ? "done" : index === at ? "current" : "ahead";
        return (
          <li key={step} aria-current={index === at ? "step" : undefined} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className={`grid size-5 place-items-center rounded-full border-2 text-[0.625rem] font-bold ${
                looks[look]
              }`}
            >
              {look === "done" ? "✓" : index + 1}
            </span>
            <span className={look === "ahead" ? "text-muted" : "font-medium"}>{words[step]}</span>
          </li>
        );
      })}
    </ol>
  );
}
