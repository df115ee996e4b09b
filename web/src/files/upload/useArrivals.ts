import { useEffect } from "react";
import type { Upload } from "./UploadQueue.ts";
import { uploads } from "./uploads.ts";

/** A folder brings many files one right after the other; one question serves those of such a while. */
const PAUSE_MS = 300;

/** Calls `onArrived` soon after uploads that are meant have arrived, and no more often than that. Both must stay the same functions. */
export function useArrivals(onArrived: () => Promise<void>, isMeant: (upload: Upload) => boolean = all): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = uploads.onArrival((upload) => {
      if (timer !== undefined || !isMeant(upload)) return;
      timer = setTimeout(() => {
        timer = undefined;
        void onArrived();
      }, PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [onArrived, isMeant]);
}

function all(): boolean {
  return true;
}
