/** What a member is in a workspace, the most powerful first. */
export const roles = ["owner", "admin", "member", "viewer"] as const;

export type Role = typeof roles[number];

/** The roles that `own` may give to others: none above his own. */
export function rolesUpTo(own: Role): readonly Role[] {
  return roles.slice(roles.indexOf(own));
}

/** True when `own` stands at least as high as `other`. */
export function covers(own: Role, other: Role): boolean {
  return roles.indexOf(own) <= roles.indexOf(other);
}
