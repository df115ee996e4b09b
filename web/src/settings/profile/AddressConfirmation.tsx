import { type ReactElement, useId, useState } from "react";
import { confirmEmailChange } from "../../api/signIn.ts";
import { failureText } from "../../i18n/failureText.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { CodeInput } from "../../ui/CodeInput.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

/** Digits of a code. */
const CODE_LENGTH = 6;

interface AddressConfirmationProps {
  readonly email: string;
  readonly onConfirmed: (outcome: "halfway" | "changed") => void;
}

/** Takes the code that was sent to one of the two addresses; sent as soon as it is whole. */
export function AddressConfirmation({ email, onConfirmed }: AddressConfirmationProps): ReactElement {
  const words = useWords().profile;
  const { messages } = useSpeech();
  const id = useId();
  const act = useAct();
  const [code, setCode] = useState("");
  const change = async (next: string) => {
    if (next === code) return;
    setCode(next);
    if (next !== "") act.forget();
    if (next.length < CODE_LENGTH) return;
    const isTaken = await act.run(async () => onConfirmed(await confirmEmailChange(email, next)));
    if (!isTaken) setCode("");
  };
  return (
    <div>
      <CodeInput
        label={words.codeFor(email)}
        length={CODE_LENGTH}
        value={code}
        onChange={change}
        isFaulty={act.failure !== null}
        describedBy={`${id}-fault`}
        isReadOnly={act.isBusy}
      />
      <p id={`${id}-fault`} role="alert" className="mt-2 text-bad empty:hidden">
        {act.failure !== null && failureText(messages, act.failure)}
      </p>
    </div>
  );
}
