import type { ReactElement } from "react";
import type { Stage } from "../../api/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../words/useWords.ts";

interface MoreOfStageProps {
  readonly stage: Stage;
  readonly isLoading: boolean;
  readonly onMore: (stageId: string) => void;
}

/** Asks for the next cards of a stage. */
export function MoreOfStage({ stage, isLoading, onMore }: MoreOfStageProps): ReactElement {
  const words = useWords();
  return (
    <Button
      look="quiet"
      className="text-xs"
      aria-label={words.moreOf(stage.name)}
      aria-disabled={isLoading}
      onClick={() => !isLoading && onMore(stage.id)}
    >
      {isLoading ? words.loadingMore : words.more}
    </Button>
  );
}
