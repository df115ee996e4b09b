/** The room of everything in a workspace. */
export function workspaceTopic(workspaceId: string): string {
  return `realtime:room:workspace:${workspaceId}`;
}

export function leadTopic(leadId: string): string {
  return `realtime:room:lead:${leadId}`;
}

export function projectTopic(projectId: string): string {
  return `realtime:room:project:${projectId}`;
}

export function channelTopic(channelId: string): string {
  return `realtime:room:channel:${channelId}`;
}

/** The room of one person in one workspace, by the id that the session gives. */
export function inboxTopic(inboxId: string): string {
  return `realtime:room:inbox:${inboxId}`;
}
