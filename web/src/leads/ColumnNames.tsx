import { useEffect } from "react";
import { type Lookups, useLookups } from "../leadWork/useLookups.ts";

/** Looks up what columns name, once there is one that does; shows nothing itself. */
export default function ColumnNames(
  { projectId, onKnown }: { readonly projectId: string; readonly onKnown: (lookups: Lookups) => void },
): null {
  const { members, projects, stages } = useLookups(projectId);
  useEffect(() => onKnown({ members, projects, stages }), [members, projects, stages, onKnown]);
  return null;
}
