import type { ReactElement } from "react";
import { Button } from "../ui/Button.tsx";
import { clockText } from "./countdown.ts";
import { useCountdown } from "./useCountdown.ts";
import { useWords } from "./words/useWords.ts";

interface ResendButtonProps {
  readonly resendAtMs: number;
  readonly isSending: boolean;
  readonly onResend: () => Promise<void>;
}

/** Asks for another code, once the node will take it; until then it counts down. */
export function ResendButton({ resendAtMs, isSending, onResend }: ResendButtonProps): ReactElement {
  const words = useWords().signIn;
  const left = useCountdown(resendAtMs);
  const isWaiting = left > 0;
  return (
    <Button
      look="quiet"
      className="-ml-3 tabular-nums"
      aria-disabled={isWaiting || isSending}
      onClick={() => {
        if (!isWaiting && !isSending) void onResend();
      }}
      data-testid="resend"
    >
      {isSending ? words.sending : isWaiting ? words.resendIn(clockText(left)) : words.resend}
    </Button>
  );
}
