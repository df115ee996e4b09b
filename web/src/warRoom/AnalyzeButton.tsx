import { type ReactElement, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { LeadStatus } from "../api/Lead.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

interface AnalyzeButtonProps {
  readonly status: LeadStatus;
  readonly analyze: () => Promise<void>;
  readonly onFailure: (failure: ApiFailure | null) => void;
}

/** Starts the first analysis, or another. */
export function AnalyzeButton({ status, analyze, onFailure }: AnalyzeButtonProps): ReactElement {
  const words = useWarRoomWords();
  const { first, again } = useWords().analysis;
  const isRetry = status === "failed";
  const [isStarting, setStarting] = useState(false);
  const start = async () => {
    if (isStarting) return;
    setStarting(true);
    onFailure(null);
    try {
      await analyze();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      onFailure(error);
    } finally {
      setStarting(false);
    }
  };
  return (
    <Button
      look={isRetry || status === "idle" ? "primary" : "plain"}
      aria-disabled={isStarting}
      onClick={start}
      data-testid="analyze-again"
    >
      {isStarting ? words.starting : isRetry ? words.retry : status === "idle" ? first : again}
    </Button>
  );
}
