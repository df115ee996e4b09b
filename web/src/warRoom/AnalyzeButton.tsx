import { type ReactElement, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";

interface AnalyzeButtonProps {
  /** True when there is a failure to get over. */
  readonly isRetry: boolean;
  readonly analyze: () => Promise<void>;
  readonly onFailure: (failure: ApiFailure | null) => void;
}

/** Starts the analysis again. */
export function AnalyzeButton({ isRetry, analyze, onFailure }: AnalyzeButtonProps): ReactElement {
  const words = useSpeech().messages.warRoom;
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
      look={isRetry ? "primary" : "plain"}
      aria-disabled={isStarting}
      onClick={start}
      data-testid="analyze-again"
    >
      {isStarting ? words.starting : isRetry ? words.retry : words.analyzeAgain}
    </Button>
  );
}
