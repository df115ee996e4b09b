import type { ReactElement } from "react";
import type { ErrorChange, ErrorGroup } from "../../api/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { ErrorBadges } from "../ErrorBadges.tsx";
import { useWords } from "../words/useWords.ts";
import { AssigneeSelect } from "./AssigneeSelect.tsx";

interface ErrorHeadProps {
  readonly group: ErrorGroup;
  readonly canManage: boolean;
  readonly isBusy: boolean;
  readonly onChange: (change: ErrorChange) => Promise<unknown>;
  readonly onDelete: () => void;
}

/** What went wrong, and what can be made of it. */
export function ErrorHead({ group, canManage, isBusy, onChange, onDelete }: ErrorHeadProps): ReactElement {
  const words = useWords().group;
  const { state, title, value, culprit } = group;
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="flex min-w-0 flex-1 basis-96 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-1.5">
          <ErrorBadges group={group} withState />
        </p>
        <h1 tabIndex={-1} className="text-xl font-semibold wrap-anywhere">{title}</h1>
        {typeof value === "string" && !title.includes(value) && <p className="wrap-anywhere">{value}</p>}
        {typeof culprit === "string" && culprit !== "" && (
          <p className="font-mono text-xs wrap-anywhere text-muted">{culprit}</p>
        )}
      </div>
      {canManage && (
        <div className="flex flex-wrap items-center gap-2">
          <AssigneeSelect group={group} onChange={(assigneeId) => onChange({ assigneeId })} />
          {state === "unresolved"
            ? (
              <>
                <Button look="primary" aria-disabled={isBusy} onClick={() => void onChange({ state: "resolved" })}>
                  {words.resolve}
                </Button>
                <Button aria-disabled={isBusy} onClick={() => void onChange({ state: "ignored" })}>
                  {words.ignore}
                </Button>
              </>
            )
            : (
              <Button look="primary" aria-disabled={isBusy} onClick={() => void onChange({ state: "unresolved" })}>
                {words.reopen}
              </Button>
            )}
          <Menu label={words.more} items={[{ label: words.remove, isDangerous: true, onChoose: onDelete }]} />
        </div>
      )}
    </div>
  );
}
