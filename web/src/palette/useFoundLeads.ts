import { useEffect, useMemo, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { searchLeads } from "../api/search.ts";
import { navigate } from "../app/navigation.ts";
import { warRoomPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import type { PaletteItem } from "./paletteItems.ts";

/** Long enough not to ask for each letter. */
const TYPING_PAUSE_MS = 120;
const SHORTEST = 2;

/** The leads that the node finds for a text, the best match first. Nothing where it cannot be asked: the rest goes on. */
export function useFoundLeads(text: string): { readonly items: readonly PaletteItem[]; readonly isLoading: boolean } {
  const { permissions } = useSession();
  const mayRead = permissions.includes("leads.read");
  const [found, setFound] = useState<{ readonly text: string; readonly leads: readonly Lead[] } | null>(null);
  const wanted = text.trim();
  const isWanted = mayRead && wanted.length >= SHORTEST;
  useEffect(() => {
    if (!isWanted) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      searchLeads(wanted, controller.signal).then(
        ({ items }) => setFound({ text: wanted, leads: items.map(({ lead }) => lead) }),
        () => !controller.signal.aborted && setFound({ text: wanted, leads: [] }),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted, isWanted]);
  const items = useMemo(() => isWanted ? (found?.leads ?? []).map(itemOf) : [], [isWanted, found]);
  return { items, isLoading: isWanted && found?.text !== wanted };
}

function itemOf({ id, company, domain, contactName }: Lead): PaletteItem {
  const hint = domain ?? contactName;
  return {
    id: `lead-${id}`,
    group: "lead",
    label: company,
    ...(hint === null ? {} : { hint }),
    run: () => navigate(warRoomPath(id)),
  };
}
