import { useEffect } from "react";
import { type KeyCommand, noKeys, pressed } from "./keyCommands.ts";

/** Calls `run` for each keyboard command given outside of fields and dialogs. */
export function useKeyCommands(run: (command: KeyCommand) => void): void {
  useEffect(() => {
    let state = noKeys;
    const onKeyDown = (event: KeyboardEvent) => {
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
