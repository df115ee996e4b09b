import type { Permission } from "../api/Permission.ts";
import { type SettingsSection, settingsSections } from "../app/Route.ts";

/** What opens a section: any of these; a section without any is for everyone. */
const openedBy: Readonly<Record<SettingsSection, readonly Permission[]>> = {
  profile: [],
  notifications: [],
  sessions: [],
  tokens: ["tokens.own", "tokens.manage"],
  workspace: ["workspace.manage", "workspace.delete"],
  members: ["members.read"],
  projects: ["projects.manage"],
  tags: ["leads.write"],
  forms: ["forms.manage"],
  keys: ["keys.manage"],
  webhooks: ["webhooks.manage"],
  errors: ["workspace.manage"],
  audit: ["audit.read"],
  erasure: ["leads.erase"],
};

/** The sections about oneself; the others are about the workspace. */
export const ownSections: readonly SettingsSection[] = ["profile", "notifications", "sessions", "tokens"];

export function visibleSections(permissions: readonly Permission[]): readonly SettingsSection[] {
  return settingsSections.filter((section) => {
    const keys = openedBy[section];
    return keys.length === 0 || keys.some((key) => permissions.includes(key));
  });
}
