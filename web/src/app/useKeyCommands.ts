import { useEffect } from "react";
import { type KeyCommand, noKeys, pressed } from "./keyCommands.ts";

/** Calls `run` for each keyboard command given outside of fields and dialogs. */
export function useKeyCommands(run: (command: KeyCommand) => void): void {
  useEffect(() => {
    let state = noKeys;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        return run("palette");
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const result = pressed(state, event.key, event.timeStamp);
      state = result.state;
      if (result.command === null) return;
      event.preventDefault();
      run(result.command);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [run]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element &&
    target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

/** Of fields as well, but not of dialogs, over which no other one is opened. */
function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey && !defaultPrevented &&
    document.querySelector("dialog[open]") === null;
}
