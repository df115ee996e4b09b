import { type ReactElement, useRef } from "react";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../words/useWords.ts";

/** Chooses files to upload. */
export function UploadButton(
  { look = "primary", onFiles }: {
    readonly look?: "primary" | "plain";
    readonly onFiles: (files: readonly File[]) => void;
  },
): ReactElement {
  const words = useWords().list;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        aria-label={words.upload}
        onChange={(event) => {
          onFiles([...event.target.files ?? []]);
          // So that the same file can be chosen again.
          event.target.value = "";
        }}
      />
      <Button look={look} onClick={() => input.current?.click()}>{words.upload}</Button>
    </>
  );
}
