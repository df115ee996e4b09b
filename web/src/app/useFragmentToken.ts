import { useEffect, useState } from "react";
import { readToken } from "./fragmentToken.ts";

/** The secret that the page was opened with, read once and then taken out of the address bar and the history. */
export function useFragmentToken(): string | null {
  const [token] = useState(() => readToken(location.hash));
  useEffect(() => {
    if (location.hash !== "") history.replaceState(null, "", `${location.pathname}${location.search}`);
  }, []);
  return token;
}
