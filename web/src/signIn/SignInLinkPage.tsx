import { type ReactElement, useState } from "react";
import { signInWithLink } from "../api/signIn.ts";
import { navigate } from "../app/navigation.ts";
import { leadsPath, signInPath } from "../app/Route.ts";
import { useFragmentToken } from "../app/useFragmentToken.ts";
import { useTitle } from "../app/useTitle.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useAct } from "../ui/useAct.ts";
import { useWords } from "./words/useWords.ts";

/** Where the link of a mail leads: nothing happens before the click, for scanners of mails open links too. */
export default function SignInLinkPage(): ReactElement {
  const words = useWords().signIn;
  const token = useFragmentToken();
  const act = useAct();
  const [isHalfway, setHalfway] = useState(false);
  const title = isHalfway ? words.halfwayTitle : token === null ? words.linkIncompleteTitle : words.linkTitle;
  useTitle(title);

  if (isHalfway) {
    return (
      <PageMessage title={title}>
        <p role="status">{words.halfwayText}</p>
      </PageMessage>
    );
  }
  if (token === null) {
    return (
      <PageMessage title={title}>
        <p>{words.linkIncompleteText}</p>
        <Link to={signInPath} className={buttonClass("plain")}>{words.toCode}</Link>
      </PageMessage>
    );
  }
  const submit = () =>
    act.run(async () => {
      if (await signInWithLink(token) === "halfway") setHalfway(true);
      else navigate(leadsPath(), true);
    });
  return (
    <PageMessage title={title}>
      <p>{words.linkText}</p>
      <Button look="primary" aria-disabled={act.isBusy} onClick={submit}>
        {act.isBusy ? words.verifying : words.linkSubmit}
      </Button>
      {act.failure !== null && (
        <FailureNotice failure={act.failure}>
          <Link to={signInPath} className={buttonClass("plain")}>{words.toCode}</Link>
        </FailureNotice>
      )}
    </PageMessage>
  );
}
