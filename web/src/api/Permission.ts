/** What a principal may do; the names are the node's. */
export type Permission =
  | "leads.read"
  | "leads.write"
  | "leads.drop"
  | "realtime.join"
  | "members.read"
  | "members.manage"
  | "tokens.own"
  | "tokens.manage"
  | "keys.manage"
  | "workspace.manage"
  | "workspace.delete"
  | "audit.read"
  | "jobs.read"
  | "jobs.manage"
  | "jobs.enqueue"
  | "jobs.work"
  | "users.manage";
