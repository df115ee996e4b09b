/** The room of everything in a workspace. */
export function workspaceTopic(workspaceId: string): string {
  return `realtime:room:workspace:${workspaceId}`;
}

export function leadTopic(leadId: string): string {
  return `realtime:room:lead:${leadId}`;
}
