import { useMemo, useRef } from "react";

interface KeyedChange {
  /** Whether the change that is heard of just now came of a key on a closed list: going through it, not choosing from it. */
  readonly isByKey: () => boolean;
  /** For the select. */
  readonly onKeyDown: () => void;
  readonly onKeyPress: () => void;
}

/**
 * Tells how a select came to another value. On a closed one arrows and letters change it, which the browser does while it deals with
 * the key; a choice from the opened list comes of itself, whether a mouse, a finger or Enter made it.
 */
export function useKeyedChange(): KeyedChange {
  const isInKey = useRef(false);
  return useMemo(() => {
    const heard = () => {
      isInKey.current = true;
      setTimeout(() => {
        isInKey.current = false;
      });
    };
    return { isByKey: () => isInKey.current, onKeyDown: heard, onKeyPress: heard };
  }, []);
}
