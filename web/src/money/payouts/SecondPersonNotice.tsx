import type { ReactElement } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import type { Payout } from "../../api/payouts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { Notice } from "../../ui/Notice.tsx";
import { QuotableCodes } from "../../ui/QuotableCodes.tsx";
import { useWords } from "../words/useWords.ts";
import { type PayoutAct, secondReason } from "./payoutActs.ts";

/** Why the node wants someone else for this step. */
export function SecondPersonNotice(
  { payout, act, failure }: { readonly payout: Payout; readonly act: PayoutAct; readonly failure: ApiFailure },
): ReactElement {
  const words = useWords().second;
  const { user } = useSession();
  const reason = secondReason(payout, act, user.id);
  return (
    <Notice look="warn" title={words.title}>
      <p role="alert" data-testid="second-person">{words.reasons[reason ?? "other"]}</p>
      <p className="text-muted">{words.ask}</p>
      <QuotableCodes code={failure.code} traceId={failure.traceId} />
    </Notice>
  );
}
