import { type ReactElement, useEffect, useState } from "react";
import { pasteImport, uploadImport } from "../api/imports.ts";
import { navigate } from "../app/navigation.ts";
import { importPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { useAct } from "../ui/useAct.ts";
import { droppedOf } from "./dropped.ts";
import { useWords } from "./words/useWords.ts";

/** What has a use of its own for what is let fall on it. */
const OWN = "input, textarea, [data-own-drop]";

/** Takes links, names, lists and tables that are let fall anywhere on the page. */
export default function DropAnywhere(): ReactElement | null {
  const words = useWords();
  const { permissions, project } = useSession();
  const act = useAct();
  const [isOver, setOver] = useState(false);
  const mayImport = permissions.includes("leads.import");
  const { run, forget } = act;
  useEffect(() => {
    // What is dragged from the page itself is the page's own affair.
    let isOwn = false;
    const onStart = () => {
      isOwn = true;
    };
    const onEnd = () => {
      isOwn = false;
      setOver(false);
    };
    const isOurs = ({ target, defaultPrevented }: DragEvent) =>
      !isOwn && !defaultPrevented && !(target instanceof Element && target.closest(OWN) !== null);
    const onOver = (event: DragEvent) => {
      if (!isOurs(event)) return setOver(false);
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const data = event.dataTransfer;
      if (data === null || !isOurs(event)) return;
      event.preventDefault();
      const dropped = droppedOf({
        uris: data.getData("text/uri-list"),
        text: data.getData("text/plain"),
        files: [...data.files],
      });
      if (dropped.kind === "lead") return navigate(dropped.path);
      if (dropped.kind === "nothing" || !mayImport) return;
      void run(async () => {
        const { signal } = new AbortController();
        const begun = dropped.kind === "list"
          ? await pasteImport(dropped.text, project.id, signal)
          : await uploadImport(dropped.file, project.id, signal);
        navigate(importPath(begun.id));
      });
    };
    document.addEventListener("dragstart", onStart);
    document.addEventListener("dragend", onEnd);
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragstart", onStart);
      document.removeEventListener("dragend", onEnd);
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, [mayImport, project.id, run]);
  if (!isOver && !act.isBusy && act.failure === null) return null;
  return (
    <div
      role="status"
      data-testid="drop-anywhere"
      className={`fixed inset-3 z-30 grid place-items-center rounded-2xl border-2 border-dashed border-accent bg-surface/90 p-6 text-center ${
        act.failure === null ? "pointer-events-none" : ""
      }`}
    >
      <div className="flex max-w-md flex-col items-center gap-2">
        {act.failure !== null
          ? (
            <FailureNotice failure={act.failure}>
              <Button onClick={forget}>{words.close}</Button>
            </FailureNotice>
          )
          : act.isBusy
          ? <p className="animate-breathe">{words.reading}</p>
          : (
            <>
              <p className="text-lg font-semibold">{words.zone}</p>
              <p className="text-muted">{words.zoneAbout}</p>
            </>
          )}
      </div>
    </div>
  );
}
