import { type ReactElement, useRef } from "react";
import { Button } from "../../ui/Button.tsx";
import { type Picked, pickedOf } from "../upload/pickedFiles.ts";
import { useWords } from "../words/useWords.ts";

interface UploadButtonProps {
  readonly look?: "primary" | "plain";
  /** A folder with all that is in it, in place of files. Not on small screens: what they belong to has no folders to choose. */
  readonly isFolder?: boolean;
  readonly onPick: (picked: Picked) => void;
}

/** Chooses files, or a folder, to upload. */
export function UploadButton({ look = "primary", isFolder = false, onPick }: UploadButtonProps): ReactElement {
  const words = useWords().list;
  const input = useRef<HTMLInputElement | null>(null);
  const label = isFolder ? words.uploadFolder : words.upload;
  return (
    <>
      <input
        ref={(element) => {
          if (element !== null) element.webkitdirectory = isFolder;
          input.current = element;
        }}
        type="file"
        multiple
        hidden
        data-testid={isFolder ? "folder-input" : "file-input"}
        aria-label={label}
        onChange={(event) => {
          onPick(pickedOf([...event.target.files ?? []]));
          // So that the same file can be chosen again.
          event.target.value = "";
        }}
      />
      <Button look={look} className={isFolder ? "max-md:hidden" : ""} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
