import { type DragEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import { droppedOf, type Picked, readDropped } from "../upload/pickedFiles.ts";
import { useWords } from "../words/useWords.ts";

interface DropZoneProps {
  readonly isActive: boolean;
  readonly onPick: (picked: Picked) => void;
  readonly children: ReactNode;
}

/** Takes files and folders that are dropped anywhere on what it holds. */
export function DropZone({ isActive, onPick, children }: DropZoneProps): ReactElement {
  const words = useWords().list;
  // Each part that the pointer comes to is entered before the last one is left.
  const depth = useRef(0);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isActive) return;
    // Dropped beside it, a file would be opened in place of the page.
    const onBeside = (event: globalThis.DragEvent) => event.preventDefault();
    addEventListener("dragover", onBeside);
    addEventListener("drop", onBeside);
    return () => {
      removeEventListener("dragover", onBeside);
      removeEventListener("drop", onBeside);
    };
  }, [isActive]);
  if (!isActive) return <div>{children}</div>;
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  const leave = () => {
    depth.current = 0;
    setOver(false);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- a button does the same
    <div
      data-own-drop=""
      className="relative"
      data-testid="drop-zone"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setOver(true);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={() => {
        depth.current -= 1;
        if (depth.current <= 0) leave();
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        leave();
        void readDropped(droppedOf([...event.dataTransfer.items])).then(onPick);
      }}
    >
      {children}
      {isOver && (
        <div className="pointer-events-none absolute inset-0 z-10 grid place-items-center rounded-[0.625rem] border-2 border-dashed border-accent bg-accent-soft/90">
          <p className="rounded-lg bg-surface px-4 py-2 font-semibold text-accent">{words.dropHere}</p>
        </div>
      )}
    </div>
  );
}
