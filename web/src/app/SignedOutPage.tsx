import type { ReactElement } from "react";
import { SignInPage } from "../signIn/SignInPage.tsx";
import { Button } from "../ui/Button.tsx";
import { Command } from "../ui/Command.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useTitle } from "./useTitle.ts";
import { useWords } from "../signIn/words/useWords.ts";

interface SignedOutPageProps {
  /** True when the node has no owner yet. */
  readonly isSetUpNeeded: boolean;
  readonly onCheck: () => void;
}

/** How to get in. */
export default function SignedOutPage({ isSetUpNeeded, onCheck }: SignedOutPageProps): ReactElement {
  return isSetUpNeeded ? <NoOwnerPage onCheck={onCheck} /> : <SignInPage />;
}

function NoOwnerPage({ onCheck }: { readonly onCheck: () => void }): ReactElement {
  const words = useWords().signedOut;
  useTitle(words.setupTitle);
  return (
    <PageMessage title={words.setupTitle}>
      <p>{words.setupText}</p>
      <Command text="uprising setup" />
      <p>{words.openLink}</p>
      <Button onClick={onCheck}>{words.again}</Button>
    </PageMessage>
  );
}
