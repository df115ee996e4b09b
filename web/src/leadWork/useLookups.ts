import { useCallback, useMemo } from "react";
import { listMembers, type Member } from "../api/members.ts";
import { listProjects, listStages, type Project, type Stage } from "../api/projects.ts";
import { useSession } from "../app/SessionContext.ts";
import { useFetched } from "../ui/useFetched.ts";

/** What the ids of a lead stand for, and what can be chosen instead; empty until it is known. */
export interface Lookups {
  readonly members: readonly Member[];
  readonly projects: readonly Project[];
  /** Of the one project that was asked for. */
  readonly stages: readonly Stage[];
}

/** The members, projects and stages by name, once they are wanted. What cannot be fetched is not chosen from; the rest of the page goes on. */
export function useLookups(projectId: string | null, isWanted = true): Lookups {
  const { permissions } = useSession();
  const maySee = isWanted && permissions.includes("members.read");
  const fetchMembers = useCallback(
    (signal: AbortSignal) => maySee ? listMembers(signal) : Promise.resolve([]),
    [maySee],
  );
  const fetchStages = useCallback(
    (signal: AbortSignal) => isWanted && projectId !== null ? listStages(projectId, signal) : Promise.resolve([]),
    [isWanted, projectId],
  );
  const fetchProjects = useCallback(
    (signal: AbortSignal) => isWanted ? listProjects(signal) : Promise.resolve([]),
    [isWanted],
  );
  const { value: members } = useFetched(fetchMembers);
  const { value: projects } = useFetched(fetchProjects);
  const { value: stages } = useFetched(fetchStages);
  return useMemo(
    () => ({ members: members ?? [], projects: projects ?? [], stages: stages ?? [] }),
    [members, projects, stages],
  );
}
