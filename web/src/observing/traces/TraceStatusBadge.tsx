import type { ReactElement } from "react";
import type { TraceStatus } from "../../api/nodeTraces.ts";
import { Pill } from "../../ui/Pill.tsx";
import { useWords } from "../words/useWords.ts";

export function TraceStatusBadge({ status }: { readonly status: TraceStatus }): ReactElement {
  const words = useWords().traces;
  return (
    <Pill look={status === "error" ? "bad" : "good"} testId="trace-status" state={status}>
      {words.statuses[status]}
    </Pill>
  );
}
